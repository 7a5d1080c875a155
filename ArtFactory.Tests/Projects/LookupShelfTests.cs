using ArtFactory.Engine;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;

namespace ArtFactory.Tests.Projects;

public sealed class LookupShelfTests
{
    [Theory, Engines]
    public async Task A_lookup_is_saved_found_and_resolved_through_nesting(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var age = await library.Lookups.SaveAsync(Guid.Empty, "t-age", ["t-child", "adult", "elderly"], "How old", "Test");
        await library.Lookups.SaveAsync(Guid.Empty, "t-child", ["baby", "toddler", " preteen ", "teenage", "baby", ""], null, null);
        await library.Lookups.SaveAsync(Guid.Empty, "t-loop", ["t-loop", "T-AGE", "t-age", "adult"], null, null);
        (await library.Lookups.FindAsync("T-Age"))!.Resolved.ShouldBe(6);
        (await library.Lookups.FindAsync("t-child"))!.Values.ShouldBe(["baby", "toddler", "preteen", "teenage"]);

        // t-loop stays as text where it names itself, and so does the second way to t-age.
        (await library.Lookups.FindAsync("t-loop"))!.Resolved.ShouldBe(8);
        (await library.Lookups.SourceAsync()).Find("T-CHILD")!.Count.ShouldBe(4);
        (await library.Lookups.SaveAsync(age, "t-age", ["adult"], null, null)).ShouldBe(age);
        (await library.Lookups.SourceAsync()).Find("t-age").ShouldBe(["adult"]);
        (await library.Lookups.ListAsync("t-")).Select(l => l.Key).Where(k => k.StartsWith("t-", StringComparison.Ordinal)).ShouldBe(["t-age", "t-child", "t-loop"]);
        (await library.Lookups.ListAsync("PRETEEN")).Select(l => l.Key).ShouldContain("t-child");
        await library.Lookups.DeleteAsync(age);
        (await library.Lookups.FindAsync("t-age")).ShouldBeNull();
        (await library.Lookups.SourceAsync()).Find("t-age").ShouldBeNull();
    }

    [Theory, Engines]
    public async Task Wrong_input_says_where_it_is_wrong(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.Lookups.SaveAsync(Guid.Empty, "t-color", ["red"], null, null);
        async Task<string> FieldOf(string key, params string[] values) =>
            (await Should.ThrowAsync<InvalidInputException>(() => library.Lookups.SaveAsync(Guid.Empty, key, values, null, null))).Field;
        foreach (var key in (string[])["", "a,b", "[a]", "=a", "a:b", "a\\b", "T-COLOR", "color_3", new('x', 101)]) (await FieldOf(key, "x")).ShouldBe("key", key);
        (await FieldOf("t-empty", " ", "")).ShouldBe("values");
        (await FieldOf("t-lines", "a\nb")).ShouldBe("values");
        (await FieldOf("t-long", new string('x', 2_001))).ShouldBe("values");
    }

    [Theory, Engines]
    public async Task What_is_exported_comes_back_by_import(string engine)
    {
        string exported;
        await using (var library = await TestLibrary.CreateAsync(engine))
        {
            await library.Lookups.SaveAsync(Guid.Empty, "t-color", ["red", "blau \"grün\"", "狐狸"], null, null);
            await library.Lookups.SaveAsync(Guid.Empty, "t/nested", ["t-color", "1"], null, null);
            exported = await library.Lookups.ExportAsync();
        }

        await using var other = await TestLibrary.CreateAsync(engine);
        await other.Lookups.SaveAsync(Guid.Empty, "T-Color", ["old"], "kept", "Mine");
        (await other.Lookups.ImportAsync("lookups.json", exported)).Lists.ShouldBeGreaterThanOrEqualTo(2);
        var color = (await other.Lookups.FindAsync("t-color")).ShouldNotBeNull();
        (color.Key, color.Description, color.Category).ShouldBe(("T-Color", "kept", "Mine"));
        color.Values.ShouldBe(["red", "blau \"grün\"", "狐狸"]);
        (await other.Lookups.FindAsync("t/nested"))!.Resolved.ShouldBe(4);
    }

    [Theory, Engines]
    public async Task Wildcard_files_come_in_by_their_name(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        (await library.Lookups.ImportAsync("animals/fox.txt", "# foxes\nred fox\n\n  arctic fox  \r\nfennec\n")).Lists.ShouldBe(1);
        (await library.Lookups.FindAsync("animals/fox"))!.Values.ShouldBe(["red fox", "arctic fox", "fennec"]);
    }

    [Theory, Engines]
    public async Task Lists_in_yaml_come_in_by_their_names(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var import = await library.Lookups.ImportAsync("all.yaml", "t-color:\n  - red\n  - 2::blue\n  - __t-shade__\nt-wear:\n  hats: [bowler, 'top hat']\n");
        import.Lists.ShouldBe(2);
        import.Remarks.Select(r => r.Code).ShouldBe(["dialect-weights"]);
        (await library.Lookups.FindAsync("t-color"))!.Values.ShouldBe(["red", "blue", "t-shade"]);
        (await library.Lookups.FindAsync("t-wear/hats"))!.Values.ShouldBe(["bowler", "top hat"]);
    }

    [Theory]
    [InlineData("moods.yaml", "a: [b\n", "moods.yaml: Line ")]
    [InlineData("moods.png", "a", ".yaml")]
    [InlineData("sub/moods.txt", "# nothing yet\n", "sub/moods.txt: 'sub/moods': ")]
    [InlineData("moods.yml", "t-a: [b]\n\"c[\": [d]\n", "moods.yml: 'c[': ")]
    public async Task A_wildcard_file_that_cannot_be_taken_is_named_with_the_reason(string name, string content, string said)
    {
        await using var library = await TestLibrary.CreateAsync(TestDatabase.Sqlite);
        var before = await library.Lookups.ExportAsync();
        var mistake = await Should.ThrowAsync<InvalidInputException>(() => library.Lookups.ImportAsync(name, content));
        mistake.Field.ShouldBe("file");
        mistake.Message.ShouldContain(said);
        (await library.Lookups.ExportAsync()).ShouldBe(before);
    }

    [Theory, Engines]
    public async Task A_file_that_is_none_is_refused_and_nothing_is_written(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var before = await library.Lookups.ExportAsync();
        foreach (var content in (string[])["", "[]", "{", "null", """{"a": 1}""", """{"a": ["b", 2]}""", """{"a": ["b"], "c[": ["d"]}""", """{"t-a": ["b"], "t-b": []}"""])
            (await Should.ThrowAsync<InvalidInputException>(() => library.Lookups.ImportAsync("x.json", content))).Message.ShouldNotBeEmpty();
        (await library.Lookups.ExportAsync()).ShouldBe(before);
    }
}
