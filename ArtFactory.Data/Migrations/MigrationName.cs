using System.Text.RegularExpressions;

namespace ArtFactory.Data.Migrations;

/// <summary>Reads a migration's id (<c>20261122131500_AddSavedSearches</c>).</summary>
static partial class MigrationName
{
    /// <summary>The name in words: <c>Add saved searches</c>.</summary>
    public static string Describe(string migrationId)
    {
        var words = WordStart().Replace(NameOf(migrationId), " $0").Trim();
        return words.Length < 2 ? words : words[0] + words[1..].ToLowerInvariant();
    }

    /// <summary>The id without its moment: <c>AddSavedSearches</c>.</summary>
    public static string NameOf(string migrationId) =>
        migrationId.IndexOf('_', StringComparison.Ordinal) is var at and > 0 ? migrationId[(at + 1)..] : migrationId;

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WordStart();
}
