using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Schemas;
using FsCheck;
using FsCheck.Fluent;

namespace ArtFactory.Tests.Providers.Schemas;

/// <summary>Whatever a provider publishes gives a form: no exception, no endless loop, nothing required is missing.</summary>
public sealed class SchemaTotalityTests
{
    static readonly string[] Words =
    [
        "type", "properties", "required", "items", "enum", "const", "default", "allOf", "anyOf", "oneOf", "$ref", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "multipleOf", "format", "nullable", "title", "description", "x-order", "x-fal-order-properties", "components", "schemas", "Input", "paths", "post", "requestBody", "content",
        "application/json", "schema", "latest_version", "openapi_schema", "openapi", "models", "results", "definitions", "$defs", "x-enum-labels", "readOnly", "x-cog-secret",
        "prompt", "seed", "image_url", "a", "A", "", "#", "#/a", "#/properties/a", "#/components/schemas/Input", "#/components/schemas/a", "#/~1/~0/%zz",
        "string", "integer", "number", "boolean", "array", "object", "null", "uri", "width", "height", "\\uD800", "é", "\\u0000",
    ];

    static readonly Gen<string> Text = Gen.Elements(Words).Select(w => $"\"{w}\"");

    static readonly Gen<string> Scalars = Gen.OneOf(
        Text, Text, Gen.Elements("0", "1", "-1", "3.5", "1e400", "-1e-400", "18446744073709551615", "18446744073709551616", "1e28", "9e99", "true", "false", "null"));

    static Gen<string> Json(int depth) => depth == 0
        ? Scalars
        : Gen.OneOf(
            Scalars,
            Json(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(5))}]"),
            Members(depth).Select(m => $"{{{m}}}"),
            Members(depth).Select(m => $"{{{m}}}"),
            Members(depth).Select(m => $"{{\"type\":\"object\",{(m.Length > 0 ? m + "," : "")}\"x\":0}}"));

    static Gen<string> Members(int depth) =>
        (from name in Text from value in Json(depth - 1) select $"{name}:{value}").ListOf().Select(members => string.Join(',', members.Take(6)));

    /// <summary>A document whose input is an object with members of any kind.</summary>
    static readonly Gen<string> Documents =
        from properties in Members(3)
        from more in Members(3)
        from required in Text.ListOf()
        from wrapped in Gen.Elements(0, 1, 2)
        let input = $$"""{"type":"object","properties":{ {{properties}} },"required":[{{string.Join(',', required.Take(6))}}]}"""
        select wrapped switch
        {
            0 => input,
            1 => $$"""{"components":{"schemas":{"Input":{{input}},"a":{ {{more}} } } } }""",
            _ => $$"""{"latest_version":{"openapi_schema":{"components":{"schemas":{"Input":{{input}},"a":{ {{more}} } } } } } }""",
        };

    static void Check(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        foreach (var provider in (string[])["replicate", "fal"])
        {
            var form = SchemaReader.Read(document.RootElement, provider);
            form.Warnings.Count.ShouldBeLessThanOrEqualTo(101);
            var stored = form.Schema.ToJson();
            ParameterSchema.Parse(stored).ToJson().ShouldBe(stored);
            foreach (var field in form.Schema.Parameters)
            {
                (field.Minimum <= field.Maximum).ShouldBe(field.Minimum is not null && field.Maximum is not null, json);
                if (field.Type == ParameterType.Choice) field.Options.ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public void Any_json_is_read() =>
        Prop.ForAll(Json(4).ToArbitrary(), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(30));

    [Fact]
    public void Any_schema_is_read_and_all_it_requires_is_on_the_form() => Prop.ForAll(Documents.ToArbitrary(), json =>
    {
        Check(json);
        using var document = JsonDocument.Parse(json);
        var input = document.RootElement;
        if (input.TryGetProperty("latest_version", out var version)) input = version.GetProperty("openapi_schema");
        if (input.TryGetProperty("components", out var components)) input = components.GetProperty("schemas").GetProperty("Input");
        var names = SchemaReader.Read(document.RootElement, "fal").Schema.Parameters.Where(p => p.Required).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var required in input.GetProperty("required").EnumerateArray().Where(r => !r.GetRawText().Contains("uD800", StringComparison.Ordinal)))
            names.ShouldContain(required.GetString()!, json);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(30));

    public static TheoryData<string, string> Bombs => new()
    {
        { "references that double at each step", Doubling(60) },
        { "a union of unions", Unions(200) },
        { "fifty thousand parameters", $$"""{"properties":{ {{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"p{i}\":{{\"type\":\"integer\"}}"))}} },"required":["p49999"]}""" },
        { "fifty thousand options", $$"""{"properties":{"p":{"enum":[{{string.Join(',', Enumerable.Range(0, 50_000))}}] } } }""" },
        { "a description of a million letters", $$"""{"properties":{"p":{"type":"string","description":"{{new string('x', 1_000_000)}}","title":"{{new string('t', 100_000)}}"} } }""" },
        { "depth", string.Concat(Enumerable.Repeat("{\"properties\":{\"a\":", 120)) + "{}" + new string('}', 240) },
        { "lists in lists", $$"""{"properties":{"p":{"default":{{new string('[', 200)}}{{new string(']', 200)}} } } }""" },
        { "a million values", $"[{string.Join(',', Enumerable.Repeat("1", 1_000_000))}]" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Floods_end(string kind, string json)
    {
        kind.ShouldNotBeEmpty();
        Check(json);
    }

    [Fact]
    public void Of_too_many_parameters_the_required_ones_are_kept()
    {
        var form = Form.Of($$"""{"properties":{ {{string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"p{i}\":{{\"type\":\"integer\"}}"))}} },"required":["p2999"]}""");
        form.Schema.Parameters.Count.ShouldBe(500);
        form.Get("p2999").Required.ShouldBeTrue();
        form.Warnings.ShouldContain(w => w.Contains("3000", StringComparison.Ordinal));
    }

    static string Doubling(int steps)
    {
        var schemas = new JsonObject();
        for (var i = 0; i < steps; i++) schemas[$"s{i}"] = JsonNode.Parse($$"""{"allOf":[{"$ref":"#/components/schemas/s{{i + 1}}"},{"$ref":"#/components/schemas/s{{i + 1}}"}]}""");
        schemas["Input"] = JsonNode.Parse("""{"properties":{"p":{"$ref":"#/components/schemas/s0"}}}""");
        return new JsonObject { ["components"] = new JsonObject { ["schemas"] = schemas } }.ToJsonString();
    }

    static string Unions(int width)
    {
        var branches = string.Join(',', Enumerable.Repeat("""{"$ref":"#/properties/p"}""", width));
        return new StringBuilder("""{"properties":{"p":{"anyOf":[""").Append(branches).Append("]},\"q\":{\"anyOf\":[").Append(branches).Append("]}}}").ToString();
    }
}
