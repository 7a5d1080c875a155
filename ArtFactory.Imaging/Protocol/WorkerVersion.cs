namespace ArtFactory.Imaging.Protocol;

/// <summary>What the imaging process works with.</summary>
/// <param name="Protocol">Number of this protocol; both sides must agree.</param>
/// <param name="Libvips">Version of libvips.</param>
/// <param name="Ffmpeg">Version of ffmpeg, or null when it is not installed.</param>
/// <param name="Ffprobe">Whether ffprobe was found.</param>
public sealed record WorkerVersion(int Protocol, string Libvips, string? Ffmpeg, bool Ffprobe);
