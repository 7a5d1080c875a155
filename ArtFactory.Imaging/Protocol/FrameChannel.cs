using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ArtFactory.Imaging.Protocol;

/// <summary>
/// Frames over a pair of pipes: two little-endian lengths, a JSON header, and bytes that belong to it.
/// A length over the limit means that the other side is broken, and ends the conversation.
/// </summary>
public sealed class FrameChannel(Stream input, Stream output)
{
    public const int ProtocolNumber = 1;
    public const int MaxHeaderBytes = 4 * 1024 * 1024;
    public const int MaxPayloadBytes = 64 * 1024 * 1024;

    private const int PrefixBytes = 8;

    /// <summary>Writes one frame and flushes it. Not for concurrent use.</summary>
    public async Task WriteAsync<T>(T header, JsonTypeInfo<T> type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, type);
        if (json.Length > MaxHeaderBytes || payload.Length > MaxPayloadBytes)
            throw new InvalidDataException($"A frame of {json.Length} + {payload.Length} bytes is over the protocol's limit.");

        var frame = new byte[PrefixBytes + json.Length + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), payload.Length);
        json.CopyTo(frame, PrefixBytes);
        payload.CopyTo(frame.AsMemory(PrefixBytes + json.Length));
        await output.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads one frame; null at the orderly end of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a frame of this protocol.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a frame.</exception>
    public async Task<Frame<T>?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var prefix = new byte[PrefixBytes];
        var got = await input.ReadAtLeastAsync(prefix, PrefixBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (got == 0) return null;
        if (got < PrefixBytes) throw new EndOfStreamException("The stream ended inside the lengths of a frame.");

        var headerLength = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        var payloadLength = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(4));
        if (headerLength is < 2 or > MaxHeaderBytes || payloadLength is < 0 or > MaxPayloadBytes)
            throw new InvalidDataException($"Lengths {headerLength} and {payloadLength} are not those of a frame.");

        var header = new byte[headerLength];
        await input.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        var payload = payloadLength == 0 ? [] : new byte[payloadLength];
        await input.ReadExactlyAsync(payload, cancellationToken).ConfigureAwait(false);
        try
        {
            var value = JsonSerializer.Deserialize(header, type) ?? throw new InvalidDataException("A frame's header is null.");
            return new Frame<T>(value, payload);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("A frame's header is not the expected JSON.", e);
        }
    }
}
