using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Imaging.Content;

/// <summary>A type that is decoded here.</summary>
/// <param name="Kind">Picture, clip or sound.</param>
/// <param name="MimeType">Its mime type.</param>
/// <param name="Extension">Its usual file extension, without a dot.</param>
/// <param name="Demuxer">ffmpeg's name of the container format, which is forced so that it never guesses; null for pictures.</param>
internal sealed record ContentType(MediaKind Kind, string MimeType, string Extension, string? Demuxer = null)
{
    public static readonly ContentType Png = new(MediaKind.Image, "image/png", "png");
    public static readonly ContentType Jpeg = new(MediaKind.Image, "image/jpeg", "jpg");
    public static readonly ContentType Webp = new(MediaKind.Image, "image/webp", "webp");
    public static readonly ContentType Gif = new(MediaKind.Image, "image/gif", "gif");
    public static readonly ContentType Avif = new(MediaKind.Image, "image/avif", "avif");
    public static readonly ContentType Mp4 = new(MediaKind.Video, "video/mp4", "mp4", "mov");
    public static readonly ContentType Mov = new(MediaKind.Video, "video/quicktime", "mov", "mov");
    public static readonly ContentType Webm = new(MediaKind.Video, "video/webm", "webm", "matroska");
    public static readonly ContentType Matroska = new(MediaKind.Video, "video/x-matroska", "mkv", "matroska");
    public static readonly ContentType Avi = new(MediaKind.Video, "video/x-msvideo", "avi", "avi");
    public static readonly ContentType Mp3 = new(MediaKind.Audio, "audio/mpeg", "mp3", "mp3");
    public static readonly ContentType Aac = new(MediaKind.Audio, "audio/aac", "aac", "aac");
    public static readonly ContentType Wav = new(MediaKind.Audio, "audio/wav", "wav", "wav");
    public static readonly ContentType Flac = new(MediaKind.Audio, "audio/flac", "flac", "flac");
    public static readonly ContentType Ogg = new(MediaKind.Audio, "audio/ogg", "ogg", "ogg");
    public static readonly ContentType M4a = new(MediaKind.Audio, "audio/mp4", "m4a", "mov");
}
