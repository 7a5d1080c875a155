using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ArtFactory.Data;

/// <summary>UUIDv7 ids (RFC 9562) that strictly ascend, whatever the clock does. Safe for several threads.</summary>
public sealed class IdSequence
{
    readonly Lock _gate = new();
    long _last;

    /// <summary>An id for that moment, greater than every id this sequence gave before.</summary>
    /// <remarks>
    /// The 48-bit milliseconds are followed by a 12-bit fraction of the millisecond (RFC 9562, method 3), which doubles as the
    /// counter: two ids never share both. The remaining 62 bits are random, which keeps several nodes apart.
    /// </remarks>
    public Guid Next(DateTimeOffset moment)
    {
        // One step is 1/4096 ms: the resolution of the fraction. Whole milliseconds and their rest apart: together they overflow.
        var (milliseconds, rest) = Math.DivRem(moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        var step = (milliseconds * 4096) + (rest * 4096 / TimeSpan.TicksPerMillisecond);
        lock (_gate)
        {
            if (step <= _last) step = _last + 1;
            _last = step;
        }

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)(step >> 12) << 16) | 0x7000UL | ((ulong)step & 0xFFF));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
