using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Dust by the ten million: a cell keeps only how many specks fell and the sum of their shades, so that the cells stay in the cache.</summary>
/// <param name="shades">The colours, 256 of them.</param>
internal sealed class Haze(Canvas canvas, Vector3[] shades)
{
    const int CountBits = 40;

    readonly ulong[] _cells = new ulong[canvas.Width * canvas.Height];
    readonly int _width = canvas.Width, _height = canvas.Height;

    /// <summary>Cells per speck, which makes the exposure independent of how many were dropped.</summary>
    public float Scale { get; set; } = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(float x, float y, int shade)
    {
        int ix = (int)MathF.Floor(x), iy = (int)MathF.Floor(y);
        if ((uint)ix >= (uint)_width || (uint)iy >= (uint)_height) return;
        _cells[iy * _width + ix] += (1UL << CountBits) | (uint)shade;
    }

    /// <inheritdoc cref="Dust.Settle(Canvas, float, bool, bool)"/>
    public void Settle(Canvas onto, float exposure, bool pigment, bool thick)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            var cell = _cells[i];
            if (cell == 0) continue;
            var count = (float)(cell >> CountBits);
            var shade = (cell & ((1UL << CountBits) - 1)) / count;
            var k = Math.Clamp((int)shade, 0, 254);
            Dust.Settle(onto, i, Vector3.Lerp(shades[k], shades[k + 1], shade - k), count * Scale * exposure, pigment, thick);
        }
    }
}
