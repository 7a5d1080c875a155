using System.Buffers.Binary;
using System.Text;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;

namespace ArtFactory.Imaging.Content;

/// <summary>Tells a file's type by its first bytes. What is not on the list reaches no decoder.</summary>
internal static class ContentSniffer
{
    private const int HeadBytes = 4096;

    /// <exception cref="RequestException">The file is empty, or none of the allowed types.</exception>
    public static ContentType Sniff(string path)
    {
        var head = new byte[HeadBytes];
        int length;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0))
        {
            length = file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        }

        if (length == 0) throw new RequestException(ImagingFailure.Unreadable, "The file is empty.");
        return Sniff(head.AsSpan(0, length))
            ?? throw new RequestException(ImagingFailure.NotAllowed, "The content is none of PNG, JPEG, WebP, GIF, AVIF, MP4, MOV, WebM, Matroska, AVI, MP3, AAC, WAV, FLAC, Ogg.");
    }

    public static ContentType? Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return ContentType.Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return ContentType.Jpeg;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return ContentType.Gif;
        if (head.StartsWith("RIFF"u8) && head.Length >= 12) return Riff(head[8..12]);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return Matroska(head);
        if (head.StartsWith("fLaC"u8)) return ContentType.Flac;
        if (head.StartsWith("OggS"u8)) return ContentType.Ogg;
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8)) return BaseMedia(head);
        if (head.Length >= 12 && (head[4..8].SequenceEqual("moov"u8) || head[4..8].SequenceEqual("wide"u8))) return ContentType.Mov;
        return MpegAudio(head);
    }

    private static ContentType? Riff(ReadOnlySpan<byte> form) =>
        form.SequenceEqual("WEBP"u8) ? ContentType.Webp
        : form.SequenceEqual("WAVE"u8) ? ContentType.Wav
        : form.SequenceEqual("AVI "u8) ? ContentType.Avi
        : null;

    private static ContentType? Matroska(ReadOnlySpan<byte> head)
    {
        // The document type stands as plain text in the first few dozen bytes of the EBML header.
        var start = head[..Math.Min(head.Length, 64)];
        return start.IndexOf("webm"u8) >= 0 ? ContentType.Webm
            : start.IndexOf("matroska"u8) >= 0 ? ContentType.Matroska
            : null;
    }

    private static ContentType? BaseMedia(ReadOnlySpan<byte> head)
    {
        var size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        if (size < 16) return null;
        var major = Encoding.Latin1.GetString(head[8..12]);
        if (major is "M4A " or "M4B ") return ContentType.M4a;
        if (major is "qt  ") return ContentType.Mov;
        var brands = new HashSet<string>(StringComparer.Ordinal) { major };
        for (var at = 16; at + 4 <= size; at += 4) brands.Add(Encoding.Latin1.GetString(head.Slice(at, 4)));
        if (brands.Contains("avif") || brands.Contains("avis")) return ContentType.Avif;
        return brands.Overlaps(["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV", "3gp4", "3gp5", "av01", "hvc1"])
            ? ContentType.Mp4
            : null;
    }

    private static ContentType? MpegAudio(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("ID3"u8)) return ContentType.Mp3;
        if (head.Length < 4 || head[0] != 0xFF) return null;
        if ((head[1] & 0xF6) == 0xF0) return ContentType.Aac;
        // Sync word, layer III, and neither the free nor the forbidden bit rate or sample rate.
        return (head[1] & 0xE6) == 0xE2 && (head[2] & 0xF0) is not (0xF0 or 0) && (head[2] & 0x0C) != 0x0C ? ContentType.Mp3 : null;
    }
}
