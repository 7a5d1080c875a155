namespace ArtFactory.Engine.Media;

/// <summary>The state of the imaging processes, in words for a page and for <c>/health</c>.</summary>
/// <param name="Ready">Pictures can be decoded and drawn.</param>
/// <param name="VideoReady">Clips and sounds too: ffmpeg and ffprobe are there.</param>
/// <param name="LibvipsVersion">Null when not ready.</param>
/// <param name="FfmpegVersion">Null when not installed.</param>
/// <param name="Workers">How many processes there may be.</param>
/// <param name="Message">What is wrong and what to do, or "ready".</param>
public sealed record ImagingHealth(bool Ready, bool VideoReady, string? LibvipsVersion, string? FfmpegVersion, int Workers, string Message);
