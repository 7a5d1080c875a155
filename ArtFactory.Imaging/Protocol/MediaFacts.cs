namespace ArtFactory.Imaging.Protocol;

/// <summary>What a file is, judged by its content and never by its name.</summary>
/// <param name="Kind">Picture, clip or sound.</param>
/// <param name="MimeType">For instance <c>image/png</c>.</param>
/// <param name="Extension">The usual file extension of that type, without a dot.</param>
/// <param name="Width">Pixels as shown, that is after the EXIF orientation; null for sound.</param>
/// <param name="Height">Pixels as shown; null for sound.</param>
/// <param name="DurationSeconds">Of clips, sounds and animated pictures.</param>
/// <param name="FramesPerSecond">Of clips.</param>
/// <param name="Frames">Pages of an animated picture; 1 for a still one.</param>
/// <param name="HasAlpha">Whether the picture has transparency.</param>
/// <param name="HasSound">Whether a clip carries sound.</param>
public sealed record MediaFacts(
    MediaKind Kind,
    string MimeType,
    string Extension,
    int? Width = null,
    int? Height = null,
    double? DurationSeconds = null,
    double? FramesPerSecond = null,
    int Frames = 1,
    bool HasAlpha = false,
    bool HasSound = false);
