using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ArtFactory.Data;

/// <summary>
/// Makes the ids of all rows: UUIDv7 (RFC 9562), strictly ascending within this process, so that the order of ids is the
/// order of arrival and <c>ORDER BY id DESC</c> is "newest first".
/// </summary>
public static class FactoryId
{
    static readonly Lock Gate = new();
    static long _lastTick;

    /// <summary>A new id, greater than every id this process made before.</summary>
    public static Guid New() => New(TimeProvider.System.GetUtcNow());

    /// <summary>A new id for that moment; within one moment, or when the clock steps back, ids still ascend.</summary>
    /// <remarks>
    /// The 48-bit milliseconds are followed by a 12-bit fraction of the millisecond (RFC 9562, method 3), which doubles as the
    /// counter: two ids never share both. The remaining 62 bits are random, which keeps several nodes apart.
    /// </remarks>
    public static Guid New(DateTimeOffset moment)
    {
        // One step is 1/4096 ms: the resolution of the fraction. Whole milliseconds and their rest apart: together they overflow.
        var (milliseconds, rest) = Math.DivRem(moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        var step = (milliseconds * 4096) + (rest * 4096 / TimeSpan.TicksPerMillisecond);
        lock (Gate)
        {
            if (step <= _lastTick) step = _lastTick + 1;
            _lastTick = step;
        }

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)(step >> 12) << 16) | 0x7000UL | ((ulong)step & 0xFFF));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

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
