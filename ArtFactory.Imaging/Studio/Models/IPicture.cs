using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>A text-to-image model: paints a brief on a canvas.</summary>
internal interface IPicture
{
    void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct);
}
