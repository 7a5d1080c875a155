using System.ComponentModel.DataAnnotations;

namespace ArtFactory.Engine.Providers.Downloads;

/// <summary>Section <c>Downloads</c> of the settings: bounds of what is fetched from foreign addresses.</summary>
sealed class DownloadOptions
{
    public const string Section = "Downloads";

    /// <summary>The largest file that is taken, in MiB.</summary>
    [Range(1, 1_000_000)]
    public int MaxMegabytes { get; set; } = 2048;

    /// <summary>How long one file may take, in seconds.</summary>
    [Range(0.01, 86_400)]
    public double TimeLimitSeconds { get; set; } = 1800;

    /// <summary>How long it may stand still, in seconds.</summary>
    [Range(0.01, 86_400)]
    public double IdleSeconds { get; set; } = 60;
}
