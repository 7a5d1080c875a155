using System.Numerics;
using System.Runtime.InteropServices;
using NetVips;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>The last coat and the file: light on thick paint, paper, vignette, grain, and the PNG.</summary>
internal static class Finish
{
    static readonly byte[] ToSrgb = [.. Enumerable.Range(0, 4097).Select(i => (byte)Math.Clamp(Colour.ToSrgb(i / 4096f * (i / 4096f)) * 255 + 0.5f, 0, 255))];

    /// <summary>Lights, textures and darkens the corners, as the medium asks.</summary>
    /// <param name="texture">0 to 1: how much of paper and grain shows.</param>
    public static void Apply(Canvas canvas, Medium medium, float texture, float vignette, ulong seed, CancellationToken ct)
    {
        if (medium is Medium.Neon) Glow.Add(canvas, 0.5f, ct);
        if (canvas.HasRelief) Light(canvas, 0.9f);
        ct.ThrowIfCancellationRequested();
        var (fibre, speck) = medium switch
        {
            Medium.Watercolour => (0.075f, 0.030f),
            Medium.Ink => (0.045f, 0.022f),
            Medium.Pencil or Medium.Pastel => (0.050f, 0.030f),
            Medium.Print => (0.050f, 0.040f),
            Medium.Oil => (0.020f, 0.012f),
            Medium.Neon => (0f, 0.020f),
            _ => (0.028f, 0.020f),
        };
        Tooth(canvas, fibre * texture, speck * texture, vignette, seed, ct);
    }

    static void Light(Canvas canvas, float depth)
    {
        int w = canvas.Width, h = canvas.Height;
        var relief = canvas.Relief;
        var light = Vector3.Normalize(new Vector3(-0.55f, -0.65f, 0.75f));
        var flat = light.Z;
        var half = Vector3.Normalize(light + Vector3.UnitZ);
        // Heights are pixels of a 1024 picture in spirit; a larger canvas has proportionally thicker strokes already.
        for (var y = 0; y < h; y++)
        {
            int up = Math.Max(0, y - 1) * w, down = Math.Min(h - 1, y + 1) * w, row = y * w;
            for (var x = 0; x < w; x++)
            {
                int left = Math.Max(0, x - 1), right = Math.Min(w - 1, x + 1);
                var nx = (relief[row + left] - relief[row + right]) * depth * 0.5f;
                var ny = (relief[up + x] - relief[down + x]) * depth * 0.5f;
                var inverse = 1 / MathF.Sqrt(nx * nx + ny * ny + 1);
                var diffuse = (nx * light.X + ny * light.Y + light.Z) * inverse / flat;
                var gleam = (nx * half.X + ny * half.Y + half.Z) * inverse;
                gleam *= gleam;
                gleam *= gleam;
                gleam *= gleam;
                gleam *= gleam;
                var shade = Math.Clamp(0.42f + 0.58f * diffuse, 0.35f, 1.55f);
                canvas.Pixels[row + x] = canvas.Pixels[row + x] * shade + new Vector3(0.035f * Math.Max(0, gleam * gleam - 0.35f));
            }
        }
    }

    static void Tooth(Canvas canvas, float fibre, float speck, float vignette, ulong seed, CancellationToken ct)
    {
        const int Tile = 256;
        var paper = new float[Tile * Tile];
        var noise = new Noise(seed ^ 0x9A9E2);
        var random = new Pcg(seed, 77);
        for (var y = 0; y < Tile; y++)
            for (var x = 0; x < Tile; x++)
            {
                // Blended across the seam, so that the tile repeats without an edge.
                float tx = Ramp(x, Tile), ty = Ramp(y, Tile);
                var weave = Weave(noise, x, y);
                if (tx > 0) weave += (Weave(noise, x - Tile, y) - weave) * tx;
                if (ty > 0)
                {
                    var below = Weave(noise, x, y - Tile);
                    if (tx > 0) below += (Weave(noise, x - Tile, y - Tile) - below) * tx;
                    weave += (below - weave) * ty;
                }
                paper[y * Tile + x] = weave * fibre + (random.Unit() + random.Unit() - 1) * speck;
            }
        int w = canvas.Width, h = canvas.Height;
        float cx = w / 2f, cy = h / 2f, far = 1 / (cx * cx + cy * cy);
        for (var y = 0; y < h; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                // Skewed by the row's tile, which hides the repetition.
                var shift = y / Tile * 91 + x / Tile * 57;
                var p = paper[((y + x / Tile * 113) & (Tile - 1)) * Tile + ((x + shift) & (Tile - 1))];
                float dx = x - cx, dy = y - cy, r = (dx * dx + dy * dy) * far;
                ref var pixel = ref canvas.Pixels[y * w + x];
                pixel = pixel * ((1 + p * 2) * (1 - vignette * r * r)) + new Vector3(p * 0.03f);
            }
        }
    }

    static float Ramp(int i, int tile) => Math.Clamp((i - tile * 0.75f) / (tile * 0.25f), 0, 1);

    static float Weave(Noise noise, float x, float y) =>
        noise.At(x * 0.09f, y * 0.09f) * 0.35f + noise.At(x * 0.33f, y * 0.21f) * 0.65f + noise.At(x * 0.8f, y * 0.8f) * 0.4f;

    /// <summary>The picture as eight-bit sRGB, dithered so that gradients do not band.</summary>
    public static byte[] Bytes(Canvas canvas)
    {
        var bytes = new byte[canvas.Pixels.Length * 3];
        var floats = MemoryMarshal.Cast<Vector3, float>(canvas.Pixels.AsSpan());
        var state = 0x2545F491u;
        for (var i = 0; i < floats.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            // The table is indexed by the square root: fine steps in the dark, where the eye wants them.
            var root = MathF.Sqrt(Math.Clamp(floats[i], 0, 1)) * 4096 + (int)(state >> 28) - 7.5f;
            bytes[i] = ToSrgb[Math.Clamp((int)root, 0, 4096)];
        }
        return bytes;
    }

    public static void WritePng(Canvas canvas, string path, CancellationToken ct)
    {
        var bytes = Bytes(canvas);
        ct.ThrowIfCancellationRequested();
        WritePng(bytes, canvas.Width, canvas.Height, path);
    }

    public static void WritePng(byte[] rgb, int width, int height, string path)
    {
        using var image = Image.NewFromMemory(rgb, width, height, 3, Enums.BandFormat.Uchar);
        using var tagged = image.Copy(interpretation: Enums.Interpretation.Srgb);
        tagged.Pngsave(path, compression: 4, filter: Enums.ForeignPngFilter.Sub, keep: Enums.ForeignKeep.None);
    }
}
