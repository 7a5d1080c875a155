using ArtFactory.Tests.Architecture;
using ArtFactory.Web.Cli;

namespace ArtFactory.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    readonly TemporaryData _data = new();

    public static TheoryData<string> Verbs => [.. FactoryCommands.Root().Subcommands.Select(verb => verb.Name)];

    public void Dispose() => _data.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_help(string verb)
    {
        var answer = (await _data.RunAsync(verb, "--help")).ShouldEndWith(0);
        answer.Output.ShouldContain($"artfactory {verb}");
        answer.Output.ShouldContain("--data");
        Directory.Exists(_data.Root).ShouldBeFalse();
    }

    [Fact]
    public void The_launchers_own_help_names_every_verb()
    {
        var launcher = SourceTree.Read("artfactory");
        foreach (var verb in FactoryCommands.Root().Subcommands.Where(verb => !verb.Hidden)) launcher.ShouldContain($"\n  {verb.Name} ");
    }

    [Theory]
    [InlineData("paint")]
    [InlineData("order")]
    [InlineData("order", "a fox", "--model", "studio/flow-field", "--param", "steps")]
    [InlineData("order", "a fox", "--model", "studio/flow-field", "--seed", "many")]
    [InlineData("order", "a fox", "--model", "studio/flow-field", "--budget", "-1")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("migrate")]
    [InlineData("model", "add", "comfyui", "fox.json", "--price", "1")]
    [InlineData("model", "add", "comfyui", "fox.json", "--unit", "second")]
    [InlineData("model", "add", "replicate", "a/b", "--name", "Fox")]
    [InlineData("model", "add", "replicate", "a/b", "--input", "6.text")]
    [InlineData("model", "add", "replicate", "a/b", "--unit", "second")]
    public async Task Wrong_usage_answers_2_and_says_what_is_wrong(params string[] args)
    {
        var answer = (await _data.RunAsync(args)).ShouldEndWith(2);
        answer.Error.ShouldNotBeNullOrWhiteSpace();
        Directory.Exists(_data.Root).ShouldBeFalse();
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_invalid_input()
    {
        await File.WriteAllTextAsync(_data.Root, "in the way");
        var answer = (await _data.RunAsync("models")).ShouldEndWith(3);
        answer.Error.ShouldContain(_data.Root);
        answer.Error.ShouldContain("--data");
    }

    [Fact]
    public async Task The_real_program_answers_its_version()
    {
        var answer = (await FactoryProcess.RunAsync("--version")).ShouldEndWith(0);
        answer.Output.ShouldMatch(@"^\d+\.\d+\.\d+");
    }
}
