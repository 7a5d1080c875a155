using System.Diagnostics;
using System.Globalization;

namespace ArtFactory.Benchmarks.Start;

/// <summary>A server in a process of its own: the factory, or the bare page it is measured against.</summary>
sealed class ServedProgram : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    readonly Process _process;
    readonly HttpClient _client = new();
    readonly long _start;

    ServedProgram(Process process, long start)
    {
        _process = process;
        _start = start;
    }

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Since the process was asked for.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public static Task<ServedProgram> StartAsync(string data, CancellationToken cancellationToken) =>
        StartAsync([ProgramPath(), "serve", "--port", "0", "--data", data], "Art Factory: ", cancellationToken);

    /// <summary>The bare page; it serves the script it is given, which comes with a web project's build.</summary>
    public static async Task<ServedProgram> StartBareAsync(string script, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script, cancellationToken);
        return await StartAsync([typeof(ServedProgram).Assembly.Location, BarePage.Verb, file], "Bare: ", cancellationToken);
    }

    public static async Task SeedAsync(string data, int products, CancellationToken cancellationToken)
    {
        using var process = Start([ProgramPath(), "seed-demo", "--products", products.ToString(CultureInfo.InvariantCulture), "--data", data]);
        var said = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"The library could not be made: {await said}");
    }

    public Task<string> GetAsync(string path, CancellationToken cancellationToken) => _client.GetStringAsync(new Uri(Address + path), cancellationToken);

    /// <summary>Bytes the system keeps in memory for the process.</summary>
    public long WorkingSet()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>The same when it no longer falls.</summary>
    public async Task<long> SettledWorkingSetAsync()
    {
        var least = long.MaxValue;
        for (var look = 0; look < 8; look++)
        {
            await Task.Delay(500);
            least = Math.Min(least, WorkingSet());
        }

        return least;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    static async Task<ServedProgram> StartAsync(string[] arguments, string greeting, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var program = new ServedProgram(Start(arguments), start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var line = await program._process.StandardOutput.ReadLineAsync(limit.Token);
        if (line is null || !line.StartsWith(greeting, StringComparison.Ordinal))
        {
            var said = await program._process.StandardError.ReadToEndAsync(limit.Token);
            await program.DisposeAsync();
            throw new InvalidOperationException($"The server did not start: {line} {said}");
        }

        program.Address = line[greeting.Length..].Trim();
        // Read to the end, so that a full pipe never holds the program up.
        _ = program._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = program._process.StandardError.ReadToEndAsync(CancellationToken.None);
        return program;
    }

    static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // A small nursery: what is kept shows in the working set, and not what waits for a collection.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
    }

    /// <summary>The program as its own build left it, with its static files: the copy beside the benchmarks has none.</summary>
    static string ProgramPath()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory);
        var root = bin;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ArtFactory.sln"))) root = root.Parent;
        return Path.Combine(root?.FullName ?? ".", "ArtFactory.Web", "bin", bin.Parent!.Name, bin.Name, "ArtFactory.Web.dll");
    }
}
