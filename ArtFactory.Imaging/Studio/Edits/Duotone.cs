using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Edits;

/// <summary>Two inks: shadows in one, lights in the other, smooth or as a halftone.</summary>
internal sealed class Duotone : IEdit
{
    public Canvas Apply(Canvas source, StudioParameters parameters, CancellationToken ct)
    {
        var contrast = parameters.Number("contrast", 0.35f, 0, 1);
        var screen = parameters.Choice("screen", "none", "dots", "lines");
        var pitch = parameters.Number("pitch", 0.008f, 0.003f, 0.04f) * source.Unit;
        var angle = parameters.Number("angle", 30, 0, 180) * MathF.PI / 180;
        var blend = parameters.Number("strength", 1, 0, 1);
        var (dark, light, middle) = Inks(parameters);
        var table = new Vector3[512];
        for (var i = 0; i < table.Length; i++)
        {
            var t = i / 511f;
            table[i] = t < 0.5f ? Colour.Mix(dark, middle, t * 2) : Colour.Mix(middle, light, t * 2 - 1);
        }
        var (low, high) = Range(source);
        var (sin, cos) = MathF.SinCos(angle);
        for (var y = 0; y < source.Height; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < source.Width; x++)
            {
                ref var pixel = ref source.Pixels[y * source.Width + x];
                var t = Math.Clamp((Colour.Lightness(pixel) - low) / (high - low), 0, 1);
                t += (t * t * (3 - 2 * t) - t) * contrast * 1.4f;
                Vector3 colour;
                if (screen == "none") colour = table[Math.Clamp((int)(t * 511), 0, 511)];
                else
                {
                    float u = (x * cos + y * sin) / pitch, v = (y * cos - x * sin) / pitch;
                    float du = u - MathF.Round(u), dv = v - MathF.Round(v);
                    var away = screen == "dots" ? MathF.Sqrt(du * du + dv * dv) : MathF.Abs(dv);
                    var radius = screen == "dots" ? MathF.Sqrt((1 - t) / MathF.PI) * 1.12f : (1 - t) * 0.5f;
                    colour = Vector3.Lerp(light, dark, Math.Clamp((radius - away) * pitch + 0.5f, 0, 1));
                }
                pixel = Vector3.Lerp(pixel, colour, blend);
            }
        }
        return source;
    }

    /// <summary>From the parameters, else from colour words of the prompt, else from the palette.</summary>
    static (Vector3 Dark, Vector3 Light, Vector3 Middle) Inks(StudioParameters parameters)
    {
        var brief = Brief.Read(parameters, prompted: false);
        var colours = brief.Colours.OrderBy(Colour.Lightness).ToList();
        var palette = brief.Palette;
        var dark = Hex(parameters, "shadow") ?? (colours.Count > 0 ? Deepen(colours[0]) : Deepen(palette.Main.MinBy(Colour.Lightness)));
        var light = Hex(parameters, "light") ?? (colours.Count > 1 ? Lighten(colours[^1]) : colours.Count == 1 ? Colour.FromOklch(0.95f, 0.03f, Colour.ToOklch(colours[0]).Z + 150) : palette.IsDark ? Lighten(palette.Main.MaxBy(Colour.Lightness)) : palette.Ground);
        return (dark, light, Colour.Mix(dark, light, 0.47f));
    }

    static Vector3 Deepen(Vector3 c)
    {
        var lch = Colour.ToOklch(c);
        return Colour.FromOklch(Math.Min(lch.X, 0.33f), Math.Min(lch.Y, 0.14f), lch.Z);
    }

    static Vector3 Lighten(Vector3 c)
    {
        var lch = Colour.ToOklch(c);
        return Colour.FromOklch(Math.Max(lch.X, 0.84f), Math.Min(lch.Y, 0.13f), lch.Z);
    }

    static Vector3? Hex(StudioParameters parameters, string name)
    {
        var text = parameters.Text(name);
        if (text.Length == 0) return null;
        if (ColourWords.TryGet(text.ToLowerInvariant(), out var word)) return word;
        var digits = text.TrimStart('#');
        return digits.Length == 6 && digits.All(char.IsAsciiHexDigit)
            ? Colour.Hex(digits)
            : throw new StudioException($"{name}: '{(text.Length > 30 ? text[..30] : text)}' is not a colour; write a word such as navy or a value such as #1b2f5e.");
    }

    /// <summary>The lightness that all but one in a hundred pixels reach, and the same from above.</summary>
    internal static (float Low, float High) Range(Canvas canvas)
    {
        var counts = new int[256];
        var step = Math.Max(1, canvas.Pixels.Length / 100_000);
        var total = 0;
        for (var i = 0; i < canvas.Pixels.Length; i += step, total++) counts[Math.Clamp((int)(Colour.Lightness(canvas.Pixels[i]) * 255), 0, 255)]++;
        int low = 0, high = 255;
        for (var sum = counts[0]; low < 254 && sum < total / 100; sum += counts[++low]) { }
        for (var sum = counts[255]; high > low + 1 && sum < total / 100; sum += counts[--high]) { }
        return (low / 255f, Math.Max(high / 255f, low / 255f + 0.02f));
    }
}
