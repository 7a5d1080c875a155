using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>Where the subject stands: large, a little off the middle.</summary>
internal static class Placement
{
    /// <summary>The subject of the brief, or null when it names none.</summary>
    /// <param name="size">The share of the shorter side it takes.</param>
    public static Subject? Of(Brief brief, Canvas canvas, float size)
    {
        if (brief.Emblem is null || size <= 0.05f) return null;
        var random = brief.Random(3);
        var slackX = canvas.Across - size;
        var slackY = canvas.Down - size;
        var corner = new Vector2(slackX * random.Range(0.40f, 0.60f), slackY * random.Range(0.46f, 0.60f));
        return new(brief.Emblem, corner, size);
    }
}
