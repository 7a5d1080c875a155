using System.Diagnostics;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Tests.Imaging;

public sealed class ImagingPoolTests(ImagingFixture imaging) : IClassFixture<ImagingFixture>
{
    [Fact]
    public async Task Check_names_the_libraries()
    {
        var health = await imaging.Pool.CheckAsync();

        health.Ready.ShouldBeTrue(health.Message);
        health.VideoReady.ShouldBeTrue();
        health.LibvipsVersion.ShouldNotBeNull().ShouldStartWith("8.");
        health.FfmpegVersion.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task No_process_runs_before_it_is_needed_and_none_after_the_pool_is_gone()
    {
        var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        pool.ProcessIds.ShouldBeEmpty();

        await pool.CheckAsync();
        var process = pool.ProcessIds.ShouldHaveSingleItem();
        await pool.DisposeAsync();

        Runs(process).ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => pool.ProbeAsync("/x.png"));
    }

    [Fact]
    public async Task Every_thread_of_a_process_makes_way_for_those_who_browse()
    {
        // Elsewhere niceness is the process's, and nothing here could be told of its threads.
        if (!OperatingSystem.IsLinux()) return;
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        await pool.ProbeAsync(await Picture());

        var threads = Directory.GetDirectories($"/proc/{pool.ProcessIds.ShouldHaveSingleItem()}/task");

        threads.Length.ShouldBeGreaterThan(1);
        foreach (var thread in threads) Niceness(thread).ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task An_idle_process_that_dies_costs_nobody_a_request()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        var picture = await Picture();
        await pool.ProbeAsync(picture);
        var first = pool.ProcessIds.ShouldHaveSingleItem();

        await KillAsync(first);

        (await pool.ProbeAsync(picture)).Width.ShouldBe(320);
        pool.ProcessIds.ShouldHaveSingleItem().ShouldNotBe(first);
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_a_request_fails_that_request_only()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        await pool.CheckAsync();
        var first = pool.ProcessIds.ShouldHaveSingleItem();
        var slow = pool.DrawAsync("flow-field", SlowDrawing(), inputPath: null, imaging.NewFile("png"));
        var next = pool.ProbeAsync(await Picture());

        await KillAsync(first);

        var failure = await Should.ThrowAsync<ImagingException>(() => slow);
        failure.Kind.ShouldBe(ImagingFailure.WorkerDied);
        failure.IsTransient.ShouldBeTrue();
        (await next).Width.ShouldBe(320);
    }

    [Fact]
    public async Task A_request_over_its_time_is_stopped_and_the_next_one_works()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1, TimeLimitSeconds = 1 });
        var clip = await imaging.MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc2=size=64x64:duration=0.3", "-pix_fmt", "yuv420p");
        await pool.CheckAsync();
        var stopped = pool.ProcessIds.ShouldHaveSingleItem();
        // A process that does not answer, whatever the reason.
        Signal(stopped, "STOP");

        var failure = await Should.ThrowAsync<ImagingException>(() => pool.ProbeAsync(clip));

        failure.Kind.ShouldBe(ImagingFailure.TimedOut);
        Runs(stopped).ShouldBeFalse();
        await using var patient = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        (await patient.ProbeAsync(clip)).Width.ShouldBe(64);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_the_seat_back()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        await pool.CheckAsync();
        using var patience = new CancellationTokenSource();
        var slow = pool.DrawAsync("flow-field", SlowDrawing(), inputPath: null, imaging.NewFile("png"), patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => slow);
        (await pool.ProbeAsync(await Picture())).Width.ShouldBe(320);
    }

    [Fact]
    public async Task Many_requests_at_once_use_all_processes_and_no_more()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 2 });
        var picture = await Picture();

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => pool.DeriveAsync(picture, imaging.NewFolder())));

        answers.ShouldAllBe(a => a.Facts.Width == 320);
        answers.Select(a => a.PerceptualHash).Distinct().ShouldHaveSingleItem();
        pool.ProcessIds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_environment_of_a_process_holds_no_secret()
    {
        await imaging.Pool.CheckAsync();
        Environment.GetEnvironmentVariable(ImagingFixture.Canary).ShouldNotBeNull();

        foreach (var process in imaging.Pool.ProcessIds)
        {
            var environment = (await File.ReadAllTextAsync($"/proc/{process}/environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries);

            environment.ShouldAllBe(v => !v.Contains("CANARY", StringComparison.Ordinal) && !v.Contains("sk-not-for-children", StringComparison.Ordinal));
            environment.Select(v => v.Split('=')[0]).Except(
                ["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "VIPS_BLOCK_UNTRUSTED", "VIPS_CONCURRENCY"])
                .ShouldAllBe(name => name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("MALLOC_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_operating_system_holds_a_process_to_its_limits()
    {
        await imaging.Pool.CheckAsync();
        var limits = await File.ReadAllLinesAsync($"/proc/{imaging.Pool.ProcessIds[0]}/limits");

        string Hard(string name) => limits.Single(l => l.StartsWith(name, StringComparison.Ordinal))[26..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Hard("Max data size").ShouldBe((1024L * 1024 * 1024).ToString());
        Hard("Max open files").ShouldBe("256");
        Hard("Max core file size").ShouldBe("0");
    }

    [Fact]
    public async Task A_process_whose_parent_is_gone_ends_by_itself_and_removes_its_folder()
    {
        var workFolder = Directory.CreateTempSubdirectory("artfactory-tests-orphan-").FullName;
        var program = Path.Combine(AppContext.BaseDirectory, "imaging", "ArtFactory.Imaging.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--work", workFolder, "--memory", "1024"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var frames = new FrameChannel(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        var draw = new ImagingRequest
        {
            Id = 1,
            Operation = ImagingOperation.Draw,
            Model = "flow-field",
            Parameters = SlowDrawing(),
            Output = Path.Combine(workFolder, "out.png"),
            MaxPixels = 1,
            TimeLimitSeconds = 100,
        };
        await frames.WriteAsync(draw, ProtocolJson.Default.ImagingRequest, ReadOnlyMemory<byte>.Empty, CancellationToken.None);

        // What the operating system does for a parent that dies, even by kill -9, in the middle of a request.
        process.StandardInput.Close();

        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        process.ExitCode.ShouldBe(0);
        Directory.Exists(workFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_outlives_the_thread_that_started_it()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        var picture = await Picture();
        using var started = new ManualResetEventSlim();
        // Threads of a pool come and go; the kernel tells a child of it as if its parent had died.
        var thread = new Thread(() =>
        {
            var check = pool.CheckAsync();
            started.Wait();
            GC.KeepAlive(check);
        });
        thread.Start();
        while (pool.ProcessIds.Count == 0) await Task.Delay(20);
        (await pool.ProbeAsync(picture)).Width.ShouldBe(320);
        var process = pool.ProcessIds.ShouldHaveSingleItem();

        started.Set();
        thread.Join();

        (await pool.ProbeAsync(picture)).Width.ShouldBe(320);
        pool.ProcessIds.ShouldBe([process]);
    }

    [Fact]
    public async Task A_stream_that_is_not_of_the_protocol_ends_the_process()
    {
        var workFolder = Directory.CreateTempSubdirectory("artfactory-tests-noise-").FullName;
        var program = Path.Combine(AppContext.BaseDirectory, "imaging", "ArtFactory.Imaging.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--work", workFolder, "--memory", "1024"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;

        await process.StandardInput.WriteLineAsync("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
        await process.StandardInput.FlushAsync();

        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        process.ExitCode.ShouldBe(1);
        (await process.StandardError.ReadToEndAsync()).ShouldContain("not those of a frame");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named_with_what_to_do()
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Path = "/nowhere/ArtFactory.Imaging.dll" });

        var health = await pool.CheckAsync();

        health.Ready.ShouldBeFalse();
        health.Message.ShouldContain("/nowhere/ArtFactory.Imaging.dll");
        health.Message.ShouldContain("Imaging:Path");
        (await Should.ThrowAsync<ImagingException>(() => pool.ProbeAsync("/x.png"))).Kind.ShouldBe(ImagingFailure.Unavailable);
    }

    [Fact]
    public async Task An_unknown_model_is_refused_with_its_name()
    {
        var failure = await Should.ThrowAsync<ImagingException>(() => imaging.Pool.DrawAsync("no-such-model", [], inputPath: null, imaging.NewFile("png")));

        failure.Kind.ShouldBe(ImagingFailure.InvalidRequest);
        failure.Message.ShouldContain("no-such-model");
    }

    private Task<string> Picture() => imaging.MakeAsync("png", "-f", "lavfi", "-i", "testsrc2=size=320x240", "-frames:v", "1");

    private static JsonObject SlowDrawing() => new() { ["width"] = 2048, ["height"] = 2048, ["seed"] = 1, ["prompt"] = "waves" };

    /// <summary>Field 19 of a thread's <c>stat</c>; the name in field 2 may hold spaces.</summary>
    private static int Niceness(string thread)
    {
        var stat = File.ReadAllText(Path.Combine(thread, "stat"));
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static bool Runs(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static void Signal(int processId, string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {processId}"]);
        kill.WaitForExit();
    }
}
