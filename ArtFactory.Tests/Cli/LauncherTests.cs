using ArtFactory.Tests.Architecture;

namespace ArtFactory.Tests.Cli;

/// <summary>The launcher itself: a copy of it in a folder where nothing can be built, so that only its own words are tested.</summary>
public sealed class LauncherTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_is_sound_bash()
    {
        (await RunAsync("bash", "-n", Path.Combine(SourceTree.Root, "artfactory"))).ShouldEndWith(0);
        (await RunAsync("bash", "-n", Path.Combine(SourceTree.Root, ".ci", "run"))).ShouldEndWith(0);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("help", 0)]
    public async Task It_tells_the_verbs_and_the_exit_codes_without_building(string argument, int exitCode)
    {
        var answer = (await RunAsync(Copy(), argument)).ShouldEndWith(exitCode);
        answer.Output.ShouldContain("serve");
        answer.Output.ShouldContain("Exit codes");
        Directory.Exists(_data.Beside("artifacts")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_verb_it_shows_the_help_and_answers_2() => (await RunAsync(Copy())).ShouldEndWith(2);

    [Fact]
    public async Task It_tells_how_to_test_and_refuses_what_test_does_not_know()
    {
        (await RunAsync(Copy(), "test", "--help")).ShouldEndWith(0).Output.ShouldContain("--fast");
        (await RunAsync(Copy(), "test", "--quick")).ShouldEndWith(2).Error.ShouldContain("--quick");
    }

    [Fact]
    public async Task It_finds_its_home_through_a_chain_of_links()
    {
        var first = _data.Beside("first");
        Directory.CreateDirectory(_data.Beside("bin"));
        File.CreateSymbolicLink(first, Copy());
        File.CreateSymbolicLink(_data.Beside("bin/second"), "../first");
        (await RunAsync(_data.Beside("bin/second"), "--help")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_missing_sdk_is_told_with_its_address()
    {
        if (OperatingSystem.IsWindows()) return;
        var launcher = Copy();
        var tools = Directory.CreateDirectory(_data.Beside("tools")).FullName;
        foreach (var tool in (string[])["bash", "dirname", "readlink", "find", "sort", "cksum", "head", "cat", "mkdir", "id", "env", "ffmpeg"])
            File.CreateSymbolicLink(Path.Combine(tools, tool), Where(tool));
        var environment = new Dictionary<string, string> { ["PATH"] = tools, ["HOME"] = _data.Beside("home"), ["DOTNET_ROOT"] = _data.Beside("nowhere") };
        await using var process = FactoryProcess.StartProgram(Where("bash"), [launcher, "models"], environment: environment);
        var answer = (await process.EndAsync()).ShouldEndWith(1);
        answer.Error.ShouldContain(".NET 10 SDK");
        answer.Error.ShouldContain("https://dotnet.microsoft.com/download");
    }

    static string Where(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
        ?? $"/usr/bin/{tool}";

    string Copy()
    {
        var copy = _data.Beside("artfactory");
        if (!File.Exists(copy)) File.Copy(Path.Combine(SourceTree.Root, "artfactory"), copy);
        return copy;
    }

    static async Task<ProgramAnswer> RunAsync(string program, params string[] args)
    {
        await using var process = FactoryProcess.StartProgram(program, args);
        return await process.EndAsync();
    }
}
