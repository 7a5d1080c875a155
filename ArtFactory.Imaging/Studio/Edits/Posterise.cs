using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Edits;

/// <summary>A screen print: the picture's own few colours, or a palette's, in clean shapes, with a drawn line where they meet.</summary>
internal sealed class Posterise : IEdit
{
    public Canvas Apply(Canvas source, StudioParameters parameters, CancellationToken ct)
    {
        var count = parameters.Integer("colours", 6, 2, 16);
        var smooth = parameters.Number("smoothing", 0.5f, 0, 1);
        var line = parameters.Number("outline", 0.35f, 0, 1);
        var vivid = parameters.Number("vividness", 0.3f, 0, 1);
        var texture = parameters.Number("texture", 0.5f, 0, 1);
        var brief = Brief.Read(parameters, prompted: false);
        int w = source.Width, h = source.Height;
        var lab = new Vector3[w * h];
        for (var i = 0; i < lab.Length; i++) lab[i] = Colour.ToOklab(source.Pixels[i]);
        ct.ThrowIfCancellationRequested();
        if (smooth > 0)
        {
            var radius = Math.Max(1, (int)(source.Unit * 0.0035f * smooth));
            for (var pass = 0; pass < 2; pass++) lab = EdgeKeeping(lab, w, h, radius, ct);
        }
        var centres = Cluster(lab, count, brief.Random(91), ct);
        var inks = Inks(centres, brief, parameters.Choice("palette", ["auto", .. Palettes.Names]) != "auto" || brief.Colours.Count > 0, vivid);
        var owner = new byte[w * h];
        for (var i = 0; i < lab.Length; i++) owner[i] = (byte)Nearest(centres, lab[i]);
        ct.ThrowIfCancellationRequested();
        Soften(source, lab, centres, inks, owner, line * 0.8f, ct);
        Finish.Apply(source, Medium.Gouache, texture, 0, brief.Seed, ct);
        return source;
    }

    /// <summary>Each pixel becomes the mean of the calmest of four quarters around it (Kuwahara), which rounds shapes and keeps edges.</summary>
    static Vector3[] EdgeKeeping(Vector3[] lab, int w, int h, int radius, CancellationToken ct)
    {
        var sums = new Vector4[(w + 1) * (h + 1)];
        for (var y = 0; y < h; y++)
        {
            var row = Vector4.Zero;
            for (var x = 0; x < w; x++)
            {
                var p = lab[y * w + x];
                row += new Vector4(p, p.X * p.X);
                sums[(y + 1) * (w + 1) + x + 1] = sums[y * (w + 1) + x + 1] + row;
            }
        }
        var result = new Vector3[lab.Length];
        ReadOnlySpan<(int X, int Y)> corners = [(-1, -1), (0, -1), (-1, 0), (0, 0)];
        for (var y = 0; y < h; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                var least = float.MaxValue;
                foreach (var (cx, cy) in corners)
                {
                    int left = Math.Max(0, x + cx * radius), top = Math.Max(0, y + cy * radius);
                    int right = Math.Min(w, x + (cx + 1) * radius + 1), bottom = Math.Min(h, y + (cy + 1) * radius + 1);
                    var sum = sums[bottom * (w + 1) + right] - sums[top * (w + 1) + right] - sums[bottom * (w + 1) + left] + sums[top * (w + 1) + left];
                    var mean = sum / ((right - left) * (bottom - top));
                    var variance = mean.W - mean.X * mean.X;
                    if (variance >= least) continue;
                    least = variance;
                    result[y * w + x] = new(mean.X, mean.Y, mean.Z);
                }
            }
        }
        return result;
    }

    /// <summary>k-means in OKLab on a sample, started with well separated colours.</summary>
    static Vector3[] Cluster(Vector3[] lab, int count, Pcg random, CancellationToken ct)
    {
        var sample = new Vector3[Math.Min(6000, lab.Length)];
        for (var i = 0; i < sample.Length; i++) sample[i] = lab[random.Index(lab.Length)];
        var centres = new Vector3[count];
        centres[0] = sample[0];
        for (var k = 1; k < count; k++)
        {
            var farthest = -1f;
            for (var i = 0; i < 400; i++)
            {
                var candidate = sample[random.Index(sample.Length)];
                var d = float.MaxValue;
                for (var j = 0; j < k; j++) d = Math.Min(d, Vector3.DistanceSquared(candidate, centres[j]));
                if (d <= farthest) continue;
                farthest = d;
                centres[k] = candidate;
            }
        }
        for (var round = 0; round < 12; round++)
        {
            ct.ThrowIfCancellationRequested();
            var sums = new Vector4[count];
            foreach (var p in sample) sums[Nearest(centres, p)] += new Vector4(p, 1);
            for (var k = 0; k < count; k++)
                if (sums[k].W > 0) centres[k] = new Vector3(sums[k].X, sums[k].Y, sums[k].Z) / sums[k].W;
        }
        return [.. centres.OrderBy(c => c.X)];
    }

    static Vector3[] Inks(Vector3[] centres, Brief brief, bool palette, float vivid)
    {
        if (!palette) return [.. centres.Select(c => Colour.FromOklab(new(c.X, c.Y * (1 + vivid), c.Z * (1 + vivid))))];
        // By lightness: the picture's darkest shape takes the palette's darkest ink, and so on.
        return [.. centres.Select((_, i) => brief.Palette.Ramp(centres.Length == 1 ? 0.5f : i / (centres.Length - 1f)))];
    }

    static int Nearest(Vector3[] centres, Vector3 p)
    {
        var best = 0;
        var least = float.MaxValue;
        for (var k = 0; k < centres.Length; k++)
        {
            var d = Vector3.DistanceSquared(centres[k], p);
            if (d >= least) continue;
            least = d;
            best = k;
        }
        return best;
    }

    /// <summary>Paints the shapes with a smooth edge, and the line between very different ones.</summary>
    static void Soften(Canvas canvas, Vector3[] lab, Vector3[] centres, Vector3[] inks, byte[] owner, float line, CancellationToken ct)
    {
        int w = canvas.Width, h = canvas.Height;
        var dark = inks[0] * 0.35f;
        for (var y = 0; y < h; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                var sum = Vector3.Zero;
                float weight = 0, jump = 0;
                var own = owner[y * w + x];
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        int nx = Math.Clamp(x + dx, 0, w - 1), ny = Math.Clamp(y + dy, 0, h - 1);
                        var other = owner[ny * w + nx];
                        var share = (2 - Math.Abs(dx)) * (2 - Math.Abs(dy));
                        sum += inks[other] * share;
                        weight += share;
                        if (other != own) jump = Math.Max(jump, Vector3.Distance(centres[other], centres[own]));
                    }
                var colour = sum / weight;
                if (line > 0 && jump > 0.10f) colour = Vector3.Lerp(colour, dark, line * Ease.Step(0.10f, 0.30f, jump));
                canvas.Pixels[y * w + x] = colour;
            }
        }
    }
}
