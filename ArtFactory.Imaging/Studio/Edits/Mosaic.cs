using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Edits;

/// <summary>The picture laid in tiles: broken stone, squares, honeycomb or dots.</summary>
internal sealed class Mosaic : IEdit
{
    public Canvas Apply(Canvas source, StudioParameters parameters, CancellationToken ct)
    {
        var shape = parameters.Choice("shape", "stone", "squares", "hexagons", "dots");
        var count = parameters.Integer("tiles", 70, 10, 300);
        var grout = parameters.Number("grout", 0.5f, 0, 1);
        var relief = parameters.Number("relief", 0.5f, 0, 1);
        var variation = parameters.Number("variation", 0.3f, 0, 1);
        var dark = parameters.Choice("grout_colour", "dark", "light") == "dark";
        var brief = Brief.Read(parameters, prompted: false);
        var size = Math.Max(source.Across, source.Down) / count;
        var noise = new Noise(brief.Seed ^ 0x305A1C);
        var (sites, owner, edges) = Cells(source, shape, size, brief.Random(93), ct);
        var sums = new Vector4[sites.Length];
        for (var i = 0; i < owner.Length; i++) sums[owner[i]] += new Vector4(source.Pixels[i], 1);
        var mean = Vector4.Zero;
        foreach (var s in sums) mean += s;
        var overall = new Vector3(mean.X, mean.Y, mean.Z) / mean.W;
        var bed = dark ? Colour.Mix(Colour.Hex("1c1815"), overall, 0.15f) : Colour.Mix(Colour.Hex("efe8da"), overall, 0.12f);
        var result = new Canvas(source.Width, source.Height);
        var half = size * 0.075f * grout * 2;
        for (var y = 0; y < source.Height; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < source.Width; x++)
            {
                var i = y * source.Width + x;
                var tile = owner[i];
                var sum = sums[tile];
                var colour = new Vector3(sum.X, sum.Y, sum.Z) / sum.W;
                var turn = Ease.Hash(tile, 1, 5) * MathF.Tau;
                var local = new Vector2(x + 0.5f, y + 0.5f) / source.Unit - sites[tile];
                var tilt = (local.X * MathF.Cos(turn) + local.Y * MathF.Sin(turn)) / size;
                var bevel = MathF.Exp(-(edges[i] - half) / size * 9) * (local.X * 0.6f + local.Y * 0.8f) / size;
                colour *= 1 + (Ease.Hash(tile, 2, 5) - 0.5f) * 0.5f * variation + relief * (0.3f * tilt - 0.9f * bevel) + 0.03f * noise.At(x * 0.2f + tile, y * 0.2f);
                result.Pixels[i] = Vector3.Lerp(bed, colour, Math.Clamp((edges[i] - half) * source.Unit + 0.5f, 0, 1));
            }
        }
        return result;
    }

    static (Vector2[] Sites, int[] Owner, float[] Edges) Cells(Canvas canvas, string shape, float size, Pcg random, CancellationToken ct)
    {
        int columns = (int)(canvas.Across / size) + 2, rows = (int)(canvas.Down / size * (shape == "hexagons" ? 1.1547f : 1)) + 2;
        var sites = new Vector2[columns * rows];
        var pitch = shape == "hexagons" ? size * 0.866f : size;
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var at = new Vector2((c + (shape == "hexagons" && (r & 1) == 1 ? 1 : 0.5f)) * size, (r + 0.5f) * pitch);
                if (shape == "stone") at += new Vector2(random.Range(-0.42f, 0.42f), random.Range(-0.42f, 0.42f)) * size;
                sites[r * columns + c] = at;
            }
        var owner = new int[canvas.Pixels.Length];
        var edges = new float[canvas.Pixels.Length];
        for (var y = 0; y < canvas.Height; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < canvas.Width; x++)
            {
                var at = new Vector2(x + 0.5f, y + 0.5f) / canvas.Unit;
                int cx = (int)(at.X / size), cy = (int)(at.Y / pitch);
                int best = -1, second = -1;
                float least = float.MaxValue, next = float.MaxValue;
                for (var r = Math.Max(0, cy - 2); r <= Math.Min(rows - 1, cy + 2); r++)
                    for (var c = Math.Max(0, cx - 2); c <= Math.Min(columns - 1, cx + 2); c++)
                    {
                        var i = r * columns + c;
                        var d = Vector2.DistanceSquared(sites[i], at);
                        if (d < least) (second, next, best, least) = (best, least, i, d);
                        else if (d < next) (second, next) = (i, d);
                    }
                var p = y * canvas.Width + x;
                owner[p] = best;
                edges[p] = shape == "dots" ? size * 0.5f - MathF.Sqrt(least)
                    : Vector2.Dot((sites[best] + sites[second]) * 0.5f - at, Vector2.Normalize(sites[second] - sites[best]));
            }
        }
        return (sites, owner, edges);
    }
}
