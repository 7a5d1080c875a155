using System.Buffers.Binary;

namespace ArtFactory.Data;

/// <summary>
/// Makes the ids of all rows: UUIDv7 (RFC 9562), strictly ascending within this process, so that the order of ids is the
/// order of arrival and <c>ORDER BY id DESC</c> is "newest first".
/// </summary>
public static class FactoryId
{
    static readonly IdSequence Sequence = new();

    /// <summary>A new id, greater than every id this process made before.</summary>
    public static Guid New() => New(TimeProvider.System.GetUtcNow());

    /// <summary>A new id for that moment; within one moment, or when the clock steps back, ids still ascend.</summary>
    public static Guid New(DateTimeOffset moment) => Sequence.Next(moment);

    /// <summary>The moment an id was made, to the millisecond.</summary>
    public static DateTimeOffset MomentOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }

    /// <summary>The least id any row made at or after that moment can have: the bound for "since" queries by id.</summary>
    public static Guid LowerBound(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16) | 0x7000UL);
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }
}
