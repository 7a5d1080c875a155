using System.Text.Json;

namespace ArtFactory.Engine.Projects;

/// <summary>Reads lists from a file: our own JSON, or what other tools call wildcards.</summary>
static class LookupFile
{
    const int LongestContent = 20_000_000;

    /// <exception cref="InvalidInputException">The content is not what the name promises.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string fileName, string content)
    {
        if (content.Length > LongestContent) throw new InvalidInputException("file", "The file is larger than 20 MB; split it.");
        return fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? FromJson(content) : FromWildcards(fileName, content);
    }

    static Dictionary<string, IReadOnlyList<string>> FromJson(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Wrong("it is no object");
            return document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => ValuesOf(p), StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw Wrong($"line {e.LineNumber + 1} is no JSON");
        }
        catch (ArgumentException)
        {
            throw Wrong("a name occurs twice");
        }
    }

    static IReadOnlyList<string> ValuesOf(JsonProperty list) =>
        list.Value.ValueKind == JsonValueKind.Array && list.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            ? [.. list.Value.EnumerateArray().Select(v => v.GetString()!)]
            : throw Wrong($"'{list.Name}' is no list of texts");

    static InvalidInputException Wrong(string why) => new("file", $$"""The file cannot be taken: {{why}}. It should read {"name": ["value", ...]}.""");

    static Dictionary<string, IReadOnlyList<string>> FromWildcards(string fileName, string content) =>
        new(StringComparer.Ordinal)
        {
            [Path.ChangeExtension(fileName, null).Replace('\\', '/')] =
                [.. content.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')],
        };
}
