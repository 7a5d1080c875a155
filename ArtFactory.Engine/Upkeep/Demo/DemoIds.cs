using System.Buffers.Binary;
using System.Security.Cryptography;
using ArtFactory.Data;

namespace ArtFactory.Engine.Upkeep.Demo;

/// <summary>
/// Ids and moments of a library that seems to have grown over two years. In a library that has products already everything arrives now:
/// ids must not fall behind what is there.
/// </summary>
sealed class DemoIds(TimeProvider time, bool isNew, int products)
{
    static readonly TimeSpan Span = TimeSpan.FromDays(730);

    // A product takes two ids (its item's and its own), and there are a few hundred besides.
    readonly TimeSpan _step = Span / ((products * 2L) + 5_000L + (products / 10));
    DateTimeOffset _moment = time.GetUtcNow() - Span;
    ulong _last;

    /// <summary>When the last id was made.</summary>
    public DateTime Moment => isNew ? _moment.UtcDateTime : time.GetUtcNow().UtcDateTime;

    public Guid Next()
    {
        if (!isNew) return FactoryId.New(time.GetUtcNow());
        _moment += _step;
        var step = Math.Max(((ulong)_moment.ToUnixTimeMilliseconds() << 12) | ((ulong)(_moment.Ticks % TimeSpan.TicksPerMillisecond) * 4096 / TimeSpan.TicksPerMillisecond), _last + 1);
        _last = step;
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((step >> 12) << 16) | 0x7000UL | (step & 0xFFF));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
