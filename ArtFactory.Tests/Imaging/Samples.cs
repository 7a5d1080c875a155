using System.Buffers.Binary;
using System.Text;

namespace ArtFactory.Tests.Imaging;

/// <summary>Files made byte by byte: those that no honest encoder writes.</summary>
internal static class Samples
{
    /// <summary>A PNG whose header claims a size that its few bytes do not have.</summary>
    public static byte[] PngBomb(uint width, uint height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", [0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]);
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A lossless WebP with an extended header; sides up to 16,384.</summary>
    public static byte[] WebpBomb(int width, int height)
    {
        // VP8L: signature, 14 bits of width - 1, 14 bits of height - 1, then as good as nothing.
        var body = new byte[16];
        body[0] = 0x2F;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(1), (uint)(width - 1) | ((uint)(height - 1) << 14));
        return [.. "RIFF"u8, .. Little(4 + 8 + body.Length), .. "WEBPVP8L"u8, .. Little(body.Length), .. body];
    }

    /// <summary>An AVIF with the sizes in its header overwritten.</summary>
    public static byte[] WithAvifSize(byte[] avif, uint width, uint height)
    {
        var changed = avif.ToArray();
        var found = false;
        for (var at = 0; (at = IndexOf(changed, "ispe"u8, at)) >= 0; at += 4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(at + 8), width);
            BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(at + 12), height);
            found = true;
        }

        found.ShouldBeTrue("the AVIF has no ispe box");
        return changed;
    }

    /// <summary>A JPEG with an EXIF block that says how the camera was held, put right after its start marker.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> sought, int from)
    {
        var at = bytes.AsSpan(from).IndexOf(sought);
        return at < 0 ? -1 : at + from;
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
