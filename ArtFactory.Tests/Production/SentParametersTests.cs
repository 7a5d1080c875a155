using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Production;

/// <summary>Prompts and files under the names that the model has for them.</summary>
public sealed class SentParametersTests
{
    static ParameterSpec Prompt(string name, bool isList = false, params string[] aliases) => new() { Name = name, Type = ParameterType.Prompt, IsList = isList, Aliases = aliases };

    static string Sent(string actual, params ParameterSpec[] specs) => SentParameters.Of(new(specs), ParameterSet.Parse(actual)).ToJson();

    [Fact]
    public void A_prompt_goes_under_the_models_own_name()
    {
        const string actual = """{"prompt":"a fox","negative_prompt":"fog","steps":4}""";
        Sent(actual, Prompt("prompt"), Prompt("negative_prompt")).ShouldBe(actual);
        Sent(actual, Prompt("text", aliases: "prompt"), Prompt("negativeprompt", aliases: "negative_prompt")).ShouldBe("""{"steps":4,"text":"a fox","negativeprompt":"fog"}""");
        Sent(actual, Prompt("Prompt", isList: true)).ShouldBe("""{"steps":4,"Prompt":["a fox"]}""");
    }

    [Fact]
    public void A_prompt_the_model_has_no_place_for_stays_away()
    {
        Sent("""{"prompt":"","image":"upload:x"}""", new ParameterSpec { Name = "image", Type = ParameterType.Media }).ShouldBe("""{"image":"upload:x"}""");
        SentParameters.Of(ParameterSchema.Empty, ParameterSet.Parse("""{"prompt":"a"}""")).ToJson().ShouldBe("""{"prompt":"a"}""");
    }

    [Fact]
    public void A_size_of_ones_own_is_sent_as_an_object_and_a_preset_as_it_is()
    {
        var size = new ParameterSpec { Name = "image_size", Type = ParameterType.Choice, Options = [new("square")], Other = OtherValues.Size };
        Sent("""{"image_size":"1024x768"}""", size).ShouldBe("""{"image_size":{"width":1024,"height":768}}""");
        Sent("""{"image_size":"square"}""", size).ShouldBe("""{"image_size":"square"}""");
    }

    [Fact]
    public async Task A_list_of_files_is_found_each_in_its_place()
    {
        await using var factory = await TestFactory.CreateAsync();
        var names = new List<string>();
        foreach (var content in (byte[][])[[1], [2]])
            names.Add(Path.GetFileName((await factory.Store.StoreAsync(new MemoryStream(content), "png")).RelativePath));
        var schema = new ParameterSchema([new() { Name = "refs", Type = ParameterType.Media, IsList = true }, new() { Name = "image", Type = ParameterType.Media }]);
        var found = await factory.Get<MediaReferences>().ResolveAsync(schema, ParameterSet.Parse($$"""{"refs": ["upload:{{names[0]}}", "upload:{{names[1]}}"], "image": "upload:{{names[1]}}"}"""));
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(["image", "refs[0]", "refs[1]"]);
        (await File.ReadAllBytesAsync(found["refs[1]"])).ShouldBe([2]);
        (await Should.ThrowAsync<InvalidInputException>(async () => await factory.Get<MediaReferences>().ResolveAsync(schema, ParameterSet.Parse("""{"refs": ["upload:nothing.png"]}""")))).Field.ShouldBe("refs");
    }

    [Fact]
    public void A_file_is_put_in_its_place_of_the_body()
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse("""{"refs": ["upload:a", "upload:b"], "image": "upload:c"}""")!.AsObject();
        InputPlace.Put(body, "refs[1]", "B");
        InputPlace.Put(body, "refs[0]", "A");
        InputPlace.Put(body, "image", "C");
        InputPlace.Put(body, "more[2]", "M");
        body.ToJsonString().ShouldBe("""{"refs":["A","B"],"image":"C","more":[null,null,"M"]}""");
    }
}
