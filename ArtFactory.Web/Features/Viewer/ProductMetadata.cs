using System.Text.Json;
using ArtFactory.Data;

namespace ArtFactory.Web.Features.Viewer;

/// <summary>What is known of a product beside its file: what its provider told, and what was seen in it.</summary>
public static class ProductMetadata
{
    const int LongestFact = 400;

    /// <summary>Shown in a place of their own.</summary>
    static readonly HashSet<string> Elsewhere = new(StringComparer.OrdinalIgnoreCase) { "moderated", "revised_prompt", "colors" };

    /// <summary>Whether the provider's filter put a black picture in the place of the one it made.</summary>
    public static bool WasModerated(ParameterSet metadata) => metadata.TryGetValue("moderated", out var mark) && mark.ValueKind == JsonValueKind.True;

    /// <summary>The dominant colours as <c>#rrggbb</c>, the most frequent first.</summary>
    public static IReadOnlyList<string> Colors(ParameterSet metadata) =>
        metadata.TryGetValue("colors", out var colors) && colors.ValueKind == JsonValueKind.Array
            ? [.. colors.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!).Where(IsColor)] : [];

    /// <summary>All else, by name in words; long values are cut.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(ParameterSet metadata) =>
    [
        .. metadata.Keys.Where(k => k.Length > 0 && !Elsewhere.Contains(k)).Select(k => (Name: char.ToUpperInvariant(k[0]) + k[1..].Replace('_', ' '), Value: metadata.Text(k) ?? ""))
            .Where(f => f.Value.Length > 0).Select(f => (f.Name, f.Value.Length > LongestFact ? f.Value[..LongestFact] + "…" : f.Value)),
    ];

    // It goes into a style: nothing else may.
    static bool IsColor(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);
}
