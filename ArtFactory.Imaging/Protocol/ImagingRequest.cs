using System.Text.Json.Nodes;

namespace ArtFactory.Imaging.Protocol;

/// <summary>The header of a frame to the imaging process. Which members matter depends on the operation.</summary>
public sealed record ImagingRequest
{
    public required long Id { get; init; }

    public required ImagingOperation Operation { get; init; }

    /// <summary>Absolute path of the file to read (probe, derive; optional for draw).</summary>
    public string? Source { get; init; }

    /// <summary>Absolute path of an existing folder that takes the derived files.</summary>
    public string? TargetFolder { get; init; }

    /// <summary>Absolute path of the file to draw.</summary>
    public string? Output { get; init; }

    /// <summary>Studio model to draw with, for instance <c>flow-field</c>.</summary>
    public string? Model { get; init; }

    public JsonObject? Parameters { get; init; }

    /// <summary>Pictures and clips with more pixels (a frame) than this are refused before decoding.</summary>
    public required long MaxPixels { get; init; }

    /// <summary>WebP quality of the thumbnails, 1 to 100.</summary>
    public int Quality { get; init; } = 80;

    /// <summary>WebP effort of the thumbnails, 0 to 6. Effort 2 is a third faster than 4, for files 3 % larger.</summary>
    public int Effort { get; init; } = 2;

    /// <summary>The worker stops by itself a little before; the pool kills it at this time.</summary>
    public required double TimeLimitSeconds { get; init; }
}
