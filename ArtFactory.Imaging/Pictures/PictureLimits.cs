namespace ArtFactory.Imaging.Pictures;

/// <summary>What a picture may ask for.</summary>
/// <param name="MaxPixels">Pixels a frame; more are refused before decoding.</param>
/// <param name="MaxWholeFrameBytes">Memory for formats that are decoded as a whole and not in strips.</param>
internal sealed record PictureLimits(long MaxPixels, long MaxWholeFrameBytes);
