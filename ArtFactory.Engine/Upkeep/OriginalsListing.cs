using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ArtFactory.Engine.Media;

namespace ArtFactory.Engine.Upkeep;

/// <summary>The sizes and times of all originals as the store lists them, in some forty bytes each, however long their names are.</summary>
sealed class OriginalsListing
{
    readonly Dictionary<UInt128, Entry> _entries = [];

    public static async Task<OriginalsListing> ReadAsync(MediaStore store, CancellationToken cancellationToken)
    {
        var listing = new OriginalsListing();
        await foreach (var original in store.ListAsync(cancellationToken)) listing._entries[KeyOf(original.RelativePath)] = new(original.Size, original.LastModified, false);
        return listing;
    }

    /// <summary>Whether the file was there, in that size where one is known; a row names it in any case.</summary>
    public bool Holds(string path, long? size)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, KeyOf(path));
        if (Unsafe.IsNullRef(ref entry)) return false;
        entry = entry with { IsNamed = true };
        return size is null || size == entry.Size;
    }

    /// <summary>Whether no row named the file, which was last touched before that time.</summary>
    public bool IsUnknown(string path, DateTime before) => _entries.TryGetValue(KeyOf(path), out var entry) && IsUnknown(entry, before);

    /// <summary>Whether there is such a file.</summary>
    public bool HasUnknown(DateTime before) => _entries.Values.Any(entry => IsUnknown(entry, before));

    static bool IsUnknown(Entry entry, DateTime before) => !entry.IsNamed && entry.Modified < before;

    static UInt128 KeyOf(string path) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path)));

    readonly record struct Entry(long Size, DateTime Modified, bool IsNamed);
}
