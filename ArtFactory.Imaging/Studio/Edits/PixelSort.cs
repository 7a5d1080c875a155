using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Edits;

/// <summary>Runs of pixels within a band of lightness, sorted: the picture melts along one direction and keeps its rest.</summary>
internal sealed class PixelSort : IEdit
{
    public Canvas Apply(Canvas source, StudioParameters parameters, CancellationToken ct)
    {
        var low = parameters.Number("low", 0.25f, 0, 1);
        var high = parameters.Number("high", 0.8f, 0, 1);
        if (low >= high) throw new StudioException("low: it must be less than high, or no pixel lies between them.");
        var direction = parameters.Choice("direction", "down", "up", "right", "left");
        var key = parameters.Choice("sort_by", "lightness", "hue", "saturation");
        var longest = parameters.Number("length", 0.6f, 0.01f, 1);
        var wander = parameters.Number("randomness", 0.4f, 0, 1);
        var random = new Pcg(parameters.Seed(), 92);
        int w = source.Width, h = source.Height;
        var upright = direction is "down" or "up";
        int lines = upright ? w : h, count = upright ? h : w;
        var line = new Vector3[count];
        var lightness = new float[count];
        var keys = new float[count];
        float reach = 1, drift = 1;
        for (var n = 0; n < lines; n++)
        {
            if ((n & 63) == 0) ct.ThrowIfCancellationRequested();
            // Neighbouring lines reach about equally far, so that the melt comes in curtains.
            drift = drift * 0.93f + random.Range(0, 1) * 0.07f * 2;
            reach = count * longest * (1 - wander * Math.Clamp(random.Unit() * 0.5f + (1 - drift) * 1.2f + 0.25f, 0, 0.96f));
            for (var i = 0; i < count; i++)
            {
                line[i] = source.Pixels[upright ? i * w + n : n * w + i];
                lightness[i] = Colour.Lightness(line[i]);
                keys[i] = key switch { "hue" => Colour.ToOklch(line[i]).Z, "saturation" => Colour.ToOklch(line[i]).Y, _ => lightness[i] };
                if (direction is "up" or "left") keys[i] = -keys[i];
            }
            for (var start = 0; start < count;)
            {
                if (lightness[start] < low || lightness[start] > high)
                {
                    start++;
                    continue;
                }
                var end = start;
                while (end < count && end - start < reach && lightness[end] >= low && lightness[end] <= high) end++;
                Array.Sort(keys, line, start, end - start);
                start = Math.Max(end, start + 1);
            }
            for (var i = 0; i < count; i++) source.Pixels[upright ? i * w + n : n * w + i] = line[i];
        }
        return source;
    }
}
