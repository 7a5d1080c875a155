namespace ArtFactory.Tests.Cli;

public sealed class LookupsVerbTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_wildcard_folder_comes_in_by_its_paths_and_a_bad_file_is_named()
    {
        Directory.CreateDirectory(_data.Beside("wildcards/animals"));
        await File.WriteAllTextAsync(_data.Beside("wildcards/animals/birds.txt"), "# birds\nowl\n2::wren\n");
        await File.WriteAllTextAsync(_data.Beside("wildcards/all.yaml"), "t-mood:\n  - calm\n  - wild\n");
        await File.WriteAllTextAsync(_data.Beside("wildcards/broken.yml"), "a: [b\n");
        await File.WriteAllTextAsync(_data.Beside("wildcards/readme.md"), "not a list");
        var answer = (await _data.RunAsync("lookups", "import", _data.Beside("wildcards"), "--json")).ShouldEndWith(3);
        answer.Json().GetProperty("lookups").GetInt32().ShouldBe(2);
        answer.Json().GetProperty("files").GetInt32().ShouldBe(2);
        answer.Error.ShouldContain("error: broken.yml: Line ");
        answer.Error.ShouldContain("animals/birds.txt: Weights are lost");
        (await _data.RunAsync([.. Dry, "a [animals/birds], [t-mood]"])).ShouldEndWith(0).Output.ShouldContain("4 items");
    }

    [Fact]
    public async Task What_is_not_there_answers_4() =>
        (await _data.RunAsync("lookups", "import", _data.Beside("nowhere"))).ShouldEndWith(4).Error.ShouldContain("nowhere");

    static readonly string[] Dry = ["order", "--model", "studio/flow-field", "--dry-run"];
}
