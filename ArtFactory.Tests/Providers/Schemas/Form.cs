using System.Text.Json;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Schemas;
using ArtFactory.Tests.Architecture;

namespace ArtFactory.Tests.Providers.Schemas;

/// <summary>Short ways to a form.</summary>
static class Form
{
    public static SchemaReading Of(string json, string provider = "replicate")
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
        return SchemaReader.Read(document.RootElement.Clone(), provider);
    }

    public static SchemaReading OfFixture(string file, string provider) => Of(SourceTree.Read($"ArtFactory.Tests/Fakes/Providers/{file}"), provider);

    /// <summary>The one parameter that a schema describes.</summary>
    public static ParameterSpec Field(string schema, string provider = "replicate", string name = "thing") =>
        Of($$"""{"type": "object", "properties": {"{{name}}": {{schema}} } }""", provider).Schema.Parameters.ShouldHaveSingleItem();

    public static ParameterSpec Get(this SchemaReading reading, string name) => reading.Schema.Parameters.Single(p => p.Name == name);

    public static string? DefaultText(this ParameterSpec spec) => spec.Default?.GetRawText();

    public static IEnumerable<string> Values(this ParameterSpec spec) => spec.Options.Select(o => o.Value);
}
