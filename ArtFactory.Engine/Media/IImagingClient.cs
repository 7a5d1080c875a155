using System.Text.Json.Nodes;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Engine.Media;

/// <summary>
/// The way to the imaging processes, which alone decode foreign bytes. Every method throws
/// <see cref="ImagingException"/> when the file, the request or the process is at fault; none of them harms the caller's process.
/// Paths are absolute.
/// </summary>
public interface IImagingClient
{
    /// <summary>Facts, three thumbnails, a preview where there is motion, hash and colours; files go to an existing folder.</summary>
    /// <param name="sourcePath">The file to read.</param>
    /// <param name="targetFolder">Takes the files that are made.</param>
    /// <param name="form">How thumbnails are compressed; the usual way when null.</param>
    /// <param name="cancellationToken">Stops the wait, and the process that works on it.</param>
    Task<DerivedMedia> DeriveAsync(string sourcePath, string targetFolder, ThumbnailForm? form = null, CancellationToken cancellationToken = default);

    /// <summary>Type by content, dimensions and duration, without decoding pixels.</summary>
    Task<MediaFacts> ProbeAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Draws with a studio model. The written file may have another extension than asked; see the answer's path.</summary>
    Task<DrawnMedia> DrawAsync(string model, JsonObject parameters, string? inputPath, string outputPath, CancellationToken cancellationToken = default);

    /// <summary>Starts a worker if none runs, and asks it. Never throws but for cancellation.</summary>
    Task<ImagingHealth> CheckAsync(CancellationToken cancellationToken = default);
}
