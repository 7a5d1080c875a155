using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Gathers coloured specks and turns their density into light or pigment.</summary>
internal sealed class Dust(Canvas canvas)
{
    readonly Vector4[] _cells = new Vector4[canvas.Width * canvas.Height];

    /// <summary>Cells per speck, which makes the exposure independent of how many were dropped.</summary>
    public float Scale { get; set; } = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(float x, float y, Vector3 colour)
    {
        int ix = (int)x, iy = (int)y;
        if (x < 0 || (uint)ix >= (uint)canvas.Width || (uint)iy >= (uint)canvas.Height || y < 0) return;
        _cells[iy * canvas.Width + ix] += new Vector4(colour, 1);
    }

    /// <param name="exposure">1 is normal.</param>
    /// <param name="pigment">Darkens paper instead of lighting the dark.</param>
    /// <param name="thick">Piles up as relief.</param>
    public void Settle(Canvas onto, float exposure, bool pigment, bool thick)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            var cell = _cells[i];
            if (cell.W > 0) Settle(onto, i, new Vector3(cell.X, cell.Y, cell.Z) / cell.W, cell.W * Scale * exposure, pigment, thick);
        }
    }

    /// <summary>One cell: <paramref name="density"/> is 1 where the specks lie evenly.</summary>
    internal static void Settle(Canvas onto, int i, Vector3 colour, float density, bool pigment, bool thick)
    {
        var t = MathF.Log(1 + density * 2.4f) * 0.5f;
        ref var pixel = ref onto.Pixels[i];
        if (pigment)
        {
            var amount = Math.Min(t * 0.85f, 1.6f);
            // Thin pigment tints, thick pigment covers with its own colour and then deepens.
            pixel *= new Vector3(MathF.Pow(colour.X + 0.004f, amount), MathF.Pow(colour.Y + 0.004f, amount), MathF.Pow(colour.Z + 0.004f, amount));
        }
        else
        {
            var light = colour * (t * 0.75f) + new Vector3(MathF.Max(0, t - 1.1f) * 0.28f);
            pixel = pixel * MathF.Max(0.25f, 1 - t * 0.5f) + light;
        }
        if (thick) onto.Relief[i] = Math.Min(t, 2) * 2.2f;
    }
}
