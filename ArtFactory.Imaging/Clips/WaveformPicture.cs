namespace ArtFactory.Imaging.Clips;

/// <summary>Rounded bars with a soft glow on a dark gradient: each pixel by its distance to the nearest bar, so every edge is smooth.</summary>
internal static class WaveformPicture
{
    public const int Width = 800;
    public const int Height = 600;
    public const int Bars = 44;

    private const float Margin = 64;
    private const float Pitch = (Width - (2 * Margin)) / Bars;
    private const float Radius = Pitch * 0.3f;
    private const float Tallest = 190;
    private const float GlowReach = 26;

    /// <summary>24-bit RGB, row by row.</summary>
    public static byte[] Draw(float[] bars, WaveformPalette palette)
    {
        var pixels = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++) Paint(pixels.AsSpan(((y * Width) + x) * 3, 3), x + 0.5f, y + 0.5f, bars, palette);
        }

        return pixels;
    }

    private static void Paint(Span<byte> pixel, float x, float y, float[] bars, WaveformPalette palette)
    {
        var distance = float.MaxValue;
        var glow = 0f;
        var nearest = (int)((x - Margin) / Pitch);
        for (var i = Math.Max(0, nearest - 4); i <= Math.Min(bars.Length - 1, nearest + 4); i++)
        {
            var d = Distance(x, y, Margin + ((i + 0.5f) * Pitch), Math.Max(0, (bars[i] * Tallest) - Radius));
            distance = MathF.Min(distance, d);
            var reach = MathF.Max(0, d) / GlowReach;
            glow += bars[i] * MathF.Exp(-reach * reach);
        }

        var cover = Math.Clamp(0.5f - distance, 0, 1);
        var along = Math.Clamp((x - Margin) / (Width - (2 * Margin)), 0, 1);
        // Lighter at the tips, as if lit from within.
        var tip = 0.82f + (0.18f * Math.Clamp(MathF.Abs(y - (Height / 2f)) / Tallest, 0, 1));
        var shade = Vignette(x, y);
        for (var c = 0; c < 3; c++)
        {
            var ground = Mix(palette.Top[c], palette.Bottom[c], y / Height) * shade;
            var ink = Mix(palette.Start[c], palette.End[c], along);
            ground += (1 - ground) * ink * Math.Min(0.5f, glow * 0.085f);
            var value = Mix(ground, ink * tip, cover);
            // Half a step of ordered noise keeps the gradient from banding.
            pixel[c] = (byte)Math.Clamp((value * 255) + Dither(x, y), 0, 255);
        }
    }

    /// <summary>To a vertical capsule around the middle line.</summary>
    private static float Distance(float x, float y, float center, float half)
    {
        var dx = x - center;
        var dy = MathF.Max(0, MathF.Abs(y - (Height / 2f)) - half);
        return MathF.Sqrt((dx * dx) + (dy * dy)) - Radius;
    }

    private static float Vignette(float x, float y)
    {
        var dx = (x / Width) - 0.5f;
        var dy = (y / Height) - 0.5f;
        return 1.08f - (0.55f * ((dx * dx) + (dy * dy)));
    }

    private static float Dither(float x, float y)
    {
        var ordered = ((int)x * 0.06711056f) + ((int)y * 0.00583715f);
        ordered = 52.9829189f * (ordered - MathF.Floor(ordered));
        return ordered - MathF.Floor(ordered);
    }

    private static float Mix(float a, float b, float t) => a + ((b - a) * t);
}
