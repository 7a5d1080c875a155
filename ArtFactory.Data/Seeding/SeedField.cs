using System.Security.Cryptography;
using System.Text;

namespace ArtFactory.Data.Seeding;

/// <summary>One field the program seeds: its value now, the seeded one, and how to set it. Values are compared as text.</summary>
sealed record SeedField(string Name, Func<string?> Current, string? Seeded, Action Apply)
{
    /// <summary>The hash by which a later start knows whether a person changed the field meanwhile.</summary>
    public static string HashOf(string? value) =>
        value is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 8));
}
