using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ArtFactory.Data.Seeding;

/// <summary>One field the program seeds: its value now, the seeded one, and how to set it. Values are compared as text.</summary>
sealed record SeedField(string Name, Func<string?> Current, string? Seeded, Action Apply)
{
    /// <summary>The hash by which a later start knows whether a person changed the field meanwhile.</summary>
    public static string HashOf(string? value) => HashOfText(Canonical(value));

    /// <summary>Whether the hash is the value's; also as it was taken before the order of JSON's names was left out of it.</summary>
    public static bool IsHashOf(string hash, string? value) =>
        string.Equals(hash, HashOf(value), StringComparison.Ordinal) || string.Equals(hash, HashOfText(value), StringComparison.Ordinal);

    static string HashOfText(string? value) => value is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 8));

    /// <summary>JSON in one form whatever engine kept it: one sorts names and writes spaces, another keeps what it was given.</summary>
    static string? Canonical(string? value)
    {
        if (value is null || value.Length == 0 || value[0] is not ('{' or '[')) return value;
        try
        {
            using var document = JsonDocument.Parse(value);
            return CanonicalJson.Write(document.RootElement);
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
