using System.Text.Json;
using ArtFactory.Tests.Architecture;

namespace ArtFactory.Tests.Cli;

/// <summary><c>model form</c>, as a person or a script meets it.</summary>
public sealed class ModelFormVerbTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    static string Fixture(string file) => Path.Combine(SourceTree.Root, "ArtFactory.Tests", "Fakes", "Providers", file);

    [Fact]
    public async Task A_model_document_is_printed_as_a_form()
    {
        var answer = (await _data.RunAsync("model", "form", Fixture("Replicate/model.json"), "--provider", "replicate", "--json")).ShouldEndWith(0).Json();
        var fields = answer.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, StringComparer.Ordinal);
        fields["prompt"].GetProperty("required").GetBoolean().ShouldBeTrue();
        fields["prompt"].GetProperty("interpolates").GetBoolean().ShouldBeFalse();
        var size = fields["target_size"];
        size.GetProperty("type").GetString().ShouldBe("choice");
        size.GetProperty("options").EnumerateArray().Select(o => o.GetInt32()).ShouldBe([512, 640, 768]);
        size.GetProperty("default").GetInt32().ShouldBe(640);
        fields["guidance"].GetProperty("maximum").GetDecimal().ShouldBe(10);
        fields["seed"].GetProperty("default").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var member in (string[])["name", "type", "required", "default", "minimum", "maximum", "options", "group", "order", "help", "advanced", "interpolates"])
            fields["go_fast"].TryGetProperty(member, out _).ShouldBeTrue(member);
        answer.GetProperty("warnings").GetArrayLength().ShouldBe(1);
        Directory.Exists(_data.Root).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_json_the_form_is_a_table_and_warnings_are_apart()
    {
        var answer = (await _data.RunAsync("model", "form", Fixture("Fal/openapi.json"), "--provider", "fal")).ShouldEndWith(0);
        answer.Output.ShouldContain("image_size");
        answer.Output.ShouldContain("landscape_4_3");
        (await _data.RunAsync("model", "form", Fixture("Fal/pricing.json"), "--provider", "fal")).ShouldEndWith(0).Error.ShouldContain("no schema");
    }

    [Fact]
    public async Task What_cannot_be_read_has_its_own_exit_code()
    {
        await File.WriteAllTextAsync(_data.Beside("broken.json"), "{ not json");
        (await _data.RunAsync("model", "form", _data.Beside("broken.json"), "--provider", "fal")).ShouldEndWith(3).Error.ShouldContain("not JSON");
        (await _data.RunAsync("model", "form", _data.Beside("nowhere.json"), "--provider", "fal")).ShouldEndWith(4).Error.ShouldContain("nowhere.json");
        (await _data.RunAsync("model", "form", _data.Beside("broken.json"), "--provider", "acme")).ShouldEndWith(2);
        (await _data.RunAsync("model", "form", _data.Beside("broken.json"))).ShouldEndWith(2);
    }
}
