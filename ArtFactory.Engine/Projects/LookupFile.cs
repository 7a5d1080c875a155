using System.Text.Json;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Projects;

/// <summary>Reads lists from a file: our own JSON, or what other tools call wildcards.</summary>
static class LookupFile
{
    const int LongestContent = 20_000_000;

    /// <exception cref="InvalidInputException">The content is not what the name promises.</exception>
    public static WildcardFile Read(string fileName, string content)
    {
        if (content.Length > LongestContent) throw new InvalidInputException("file", "The file is larger than 20 MB; split it.");
        return fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? new([.. FromJson(content).Select(l => new ImportedLookup(l.Key, l.Value))], [])
            : FromWildcards(fileName, content);
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

    static WildcardFile FromWildcards(string fileName, string content)
    {
        var file = WildcardImport.Read(fileName, content);
        if (file.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error)
            throw new InvalidInputException("file", $"Line {LineOf(content, error.Start)}: {error.Message}");
        return file.Lookups.Count > 0 ? file : throw new InvalidInputException("file", "There is no list of values in the file.");
    }

    static int LineOf(string content, int position) => content.AsSpan(0, Math.Clamp(position, 0, content.Length)).Count('\n') + 1;
}
