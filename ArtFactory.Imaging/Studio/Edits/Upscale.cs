using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Edits;

/// <summary>Enlarges with a Lanczos window, takes back the overshoot at edges, sharpens, and adds a breath of grain so that nothing looks waxen.</summary>
internal sealed class Upscale : IEdit
{
    const int Reach = 3, LongestOutput = 8192;

    public Canvas Apply(Canvas source, StudioParameters parameters, CancellationToken ct)
    {
        var factor = parameters.Number("factor", 2, 1, 4);
        var sharpness = parameters.Number("sharpness", 0.5f, 0, 1);
        var grain = parameters.Number("grain", 0.15f, 0, 1);
        int width = (int)MathF.Round(source.Width * factor), height = (int)MathF.Round(source.Height * factor);
        if (Math.Max(width, height) > LongestOutput)
            throw new StudioException($"factor: {width} x {height} would be larger than {LongestOutput} pixels; use a smaller factor.");
        var wide = Stretch(source.Pixels, source.Width, source.Height, width, ct);
        var turned = Stretch(Transpose(wide, width, source.Height), source.Height, width, height, ct);
        var result = new Canvas(width, height);
        Transpose(turned, height, width).CopyTo(result.Pixels.AsSpan());
        Hold(source, result, factor);
        ct.ThrowIfCancellationRequested();
        if (sharpness > 0) Sharpen(result, sharpness * 0.9f, Math.Max(1, (int)MathF.Round(factor * 0.6f)));
        if (grain > 0)
            for (var i = 0; i < result.Pixels.Length; i++)
                result.Pixels[i] *= 1 + (Ease.Hash(i, 1, 7) + Ease.Hash(i, 2, 7) - 1) * 0.05f * grain;
        return result;
    }

    static Vector3[] Stretch(Vector3[] pixels, int width, int height, int target, CancellationToken ct)
    {
        var result = new Vector3[target * height];
        var ratio = width / (float)target;
        var weights = new float[2 * Reach];
        for (var x = 0; x < target; x++)
        {
            if ((x & 63) == 0) ct.ThrowIfCancellationRequested();
            var centre = (x + 0.5f) * ratio - 0.5f;
            var first = (int)MathF.Floor(centre) - Reach + 1;
            float total = 0;
            for (var k = 0; k < weights.Length; k++) total += weights[k] = Lanczos(centre - (first + k));
            for (var y = 0; y < height; y++)
            {
                var sum = Vector3.Zero;
                for (var k = 0; k < weights.Length; k++) sum += pixels[y * width + Math.Clamp(first + k, 0, width - 1)] * weights[k];
                result[y * target + x] = sum / total;
            }
        }
        return result;
    }

    static float Lanczos(float x)
    {
        if (MathF.Abs(x) < 1e-5f) return 1;
        if (MathF.Abs(x) >= Reach) return 0;
        var p = MathF.PI * x;
        return Reach * MathF.Sin(p) * MathF.Sin(p / Reach) / (p * p);
    }

    static Vector3[] Transpose(Vector3[] pixels, int width, int height)
    {
        var result = new Vector3[pixels.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) result[x * height + y] = pixels[y * width + x];
        return result;
    }

    /// <summary>No pixel leaves the range of its neighbours in the original: rings at edges go, the edges stay.</summary>
    static void Hold(Canvas source, Canvas result, float factor)
    {
        for (var y = 0; y < result.Height; y++)
            for (var x = 0; x < result.Width; x++)
            {
                int sx = (int)((x + 0.5f) / factor - 0.5f), sy = (int)((y + 0.5f) / factor - 0.5f);
                Vector3 low = new(9), high = new(-9);
                for (var dy = 0; dy < 2; dy++)
                    for (var dx = 0; dx < 2; dx++)
                    {
                        var p = source.Pixels[Math.Min(sy + dy, source.Height - 1) * source.Width + Math.Min(sx + dx, source.Width - 1)];
                        low = Vector3.Min(low, p);
                        high = Vector3.Max(high, p);
                    }
                var slack = (high - low) * 0.12f;
                ref var pixel = ref result.Pixels[y * result.Width + x];
                pixel = Vector3.Clamp(pixel, Vector3.Max(low - slack, Vector3.Zero), high + slack);
            }
    }

    static void Sharpen(Canvas canvas, float amount, int radius)
    {
        var soft = canvas.Pixels.AsSpan().ToArray();
        Glow.Blur(soft, canvas.Width, canvas.Height, radius);
        for (var i = 0; i < soft.Length; i++)
        {
            var detail = canvas.Pixels[i] - soft[i];
            // Small differences are noise and stay as they are.
            var size = MathF.Abs(detail.X) + MathF.Abs(detail.Y) + MathF.Abs(detail.Z);
            canvas.Pixels[i] = Vector3.Max(Vector3.Zero, canvas.Pixels[i] + detail * (amount * Ease.Step(0.004f, 0.03f, size)));
        }
    }
}
