using System.ComponentModel.DataAnnotations;

namespace ArtFactory.Engine.Media;

/// <summary>Section <c>Imaging</c> of the settings.</summary>
public sealed class ImagingOptions
{
    public const string Section = "Imaging";

    /// <summary>Worker processes; 0 means one a core.</summary>
    [Range(0, 256)]
    public int Workers { get; set; }

    /// <summary>Where <c>ArtFactory.Imaging.dll</c> is, if not in the folder <c>imaging</c> beside the program.</summary>
    public string? Path { get; set; }

    /// <summary>Pictures with more megapixels (a frame) are refused before they are decoded.</summary>
    [Range(1, 10_000)]
    public int MaxMegapixels { get; set; } = 200;

    /// <summary>A request that takes longer is stopped, with its process.</summary>
    [Range(1, 3600)]
    public double TimeLimitSeconds { get; set; } = 120;

    /// <summary>Most memory a worker may take for data, in megabytes; it is a limit of the operating system (Linux).</summary>
    [Range(256, 65_536)]
    public int MemoryLimitMegabytes { get; set; } = 1024;

    /// <summary>A worker that holds more than this after a request is replaced by a fresh one.</summary>
    [Range(64, 65_536)]
    public int ReplaceAboveMegabytes { get; set; } = 180;
}
