using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>A drawable thing: closed outlines on a square of 100 by 100, painted in order.</summary>
internal sealed class Emblem
{
    readonly Vector3[] _colours;

    /// <param name="words">The words that name it.</param>
    /// <param name="colours">Body, light, dark and accent, as hexes.</param>
    /// <param name="drawing">The outlines; see <see cref="Outline.Parse"/>.</param>
    /// <param name="creature">Wins over things and scenery when a prompt names both.</param>
    public Emblem(string words, string colours, string drawing, bool creature = false)
    {
        Words = words.Split(' ');
        _colours = [.. colours.Split(' ').Select(Colour.Hex)];
        Parts = Outline.Parse(drawing);
        IsCreature = creature;
    }

    public string[] Words { get; }

    public bool IsCreature { get; }

    public IReadOnlyList<Outline> Parts { get; }

    /// <summary>The colours of the four roles; a named colour becomes the body and tints the rest.</summary>
    public Vector3[] Colours(Vector3? named)
    {
        if (named is not { } body) return [.. _colours];
        var lch = Colour.ToOklch(body);
        var light = Colour.ToOklch(_colours[1]);
        var dark = Colour.ToOklch(_colours[2]);
        return
        [
            body,
            // Warm bodies keep their cream, cool ones get a tinted white.
            lch.Z is < 120 or > 330 || lch.Y < 0.03f ? _colours[1] : Colour.FromOklch(Math.Max(light.X, 0.93f), 0.018f, lch.Z),
            Colour.FromOklch(Math.Min(dark.X, 0.26f), 0.028f, lch.Z),
            Colour.FromOklch(Math.Clamp(lch.X + (lch.X > 0.7f ? -0.12f : 0.085f), 0, 1), lch.Y * 0.92f, lch.Z + (lch.Z is > 200 and < 300 ? -18 : 14)),
        ];
    }

    public static bool IsPale(Vector3[] roles) => Colour.Lightness(roles[0]) > 0.85f;
}
