using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>The few colours of one picture.</summary>
/// <param name="Ground">What the picture is painted on.</param>
/// <param name="Deep">The other end of the ground's gradient.</param>
/// <param name="Main">Three to five colours that carry the picture, the commonest first.</param>
/// <param name="Accent">Used rarely, where the eye should go.</param>
internal sealed record Palette(string Name, Vector3 Ground, Vector3 Deep, Vector3[] Main, Vector3 Accent, Vector3 Dark, Vector3 Light)
{
    public bool IsDark => Colour.Lightness(Ground) < 0.5f;

    /// <summary>Reads <c>ground deep main main main accent dark light</c>, any number of mains.</summary>
    public static Palette Parse(string name, string hexes)
    {
        Vector3[] c = [.. hexes.Split(' ').Select(Colour.Hex)];
        return new(name, c[0], c[1], c[2..^3], c[^3], c[^2], c[^1]);
    }

    /// <summary>Every colour passed through <paramref name="change"/>.</summary>
    public Palette With(Func<Vector3, Vector3> change) =>
        this with { Ground = change(Ground), Deep = change(Deep), Main = [.. Main.Select(change)], Accent = change(Accent), Dark = change(Dark), Light = change(Light) };

    /// <summary>A main colour by weight: the first is the commonest.</summary>
    public Vector3 Pick(float unit)
    {
        var t = Math.Clamp(unit, 0, 0.9999f);
        // Squared, so that the later colours are rarer without being rare.
        return Main[(int)(MathF.Pow(t, 1.35f) * Main.Length)];
    }

    /// <summary>A continuous walk from dark through the mains to light.</summary>
    public Vector3 Ramp(float t)
    {
        Vector3[] stops = [Dark, .. Main.OrderBy(Colour.Lightness), Light];
        var at = Math.Clamp(t, 0, 1) * (stops.Length - 1);
        var i = Math.Min((int)at, stops.Length - 2);
        return Colour.Mix(stops[i], stops[i + 1], at - i);
    }
}
