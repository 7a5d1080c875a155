using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArtFactory.Data.Seeding;

/// <summary>The data files that ship inside the program.</summary>
static class SeedFiles
{
    const string Folder = "ArtFactory.Data.Seeds.";

    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>All files' names without the folder, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. typeof(SeedFiles).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => n[Folder.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>Reads a file that holds an array; an absent file is an empty one.</summary>
    /// <exception cref="InvalidDataException">The file does not have the form of its kind.</exception>
    public static IReadOnlyList<T> Read<T>(string name)
    {
        using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream(Folder + name);
        if (stream is null) return [];
        try
        {
            return JsonSerializer.Deserialize<List<T>>(stream, Strict) ?? [];
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The seed file {name} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Changes when any file changes.</summary>
    public static string Version()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names)
        {
            using var stream = typeof(SeedFiles).Assembly.GetManifestResourceStream(Folder + name)!;
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
