using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ArtFactory.Engine.Media;

namespace ArtFactory.Engine.Upkeep;

/// <summary>The sizes of all originals as the store lists them, in 24 bytes each, however long their names are.</summary>
sealed class OriginalsListing
{
    readonly Dictionary<UInt128, long> _sizes = [];

    public static async Task<OriginalsListing> ReadAsync(MediaStore store, CancellationToken cancellationToken)
    {
        var listing = new OriginalsListing();
        await foreach (var original in store.ListAsync(cancellationToken)) listing._sizes[KeyOf(original.RelativePath)] = original.Size;
        return listing;
    }

    /// <summary>Whether the file was there, in that size where one is known.</summary>
    public bool Holds(string path, long? size) => _sizes.TryGetValue(KeyOf(path), out var listed) && (size is null || size == listed);

    static UInt128 KeyOf(string path) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
}
