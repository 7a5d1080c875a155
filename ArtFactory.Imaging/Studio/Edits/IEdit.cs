using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Edits;

/// <summary>An image-to-image model.</summary>
internal interface IEdit
{
    /// <summary>The picture made from <paramref name="source"/>; may be the same canvas, changed.</summary>
    Canvas Apply(Canvas source, StudioParameters parameters, CancellationToken ct);
}
