using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Unit vectors over the picture, kept on a coarse grid and interpolated.</summary>
internal sealed class DirectionField
{
    const float Border = 0.12f;

    readonly int _width, _height;
    readonly float _cells;
    readonly Vector2[] _vectors;

    public DirectionField(float across, float down, float cellsPerUnit, Func<Vector2, Vector2> at)
    {
        _cells = cellsPerUnit;
        _width = (int)((across + 2 * Border) * cellsPerUnit) + 2;
        _height = (int)((down + 2 * Border) * cellsPerUnit) + 2;
        _vectors = new Vector2[_width * _height];
        for (var y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++)
                _vectors[y * _width + x] = at(new(x / cellsPerUnit - Border, y / cellsPerUnit - Border));
    }

    public Vector2 At(Vector2 p)
    {
        float x = Math.Clamp((p.X + Border) * _cells, 0, _width - 1.001f), y = Math.Clamp((p.Y + Border) * _cells, 0, _height - 1.001f);
        int ix = (int)x, iy = (int)y, i = iy * _width + ix;
        float fx = x - ix, fy = y - iy;
        var v = Vector2.Lerp(Vector2.Lerp(_vectors[i], _vectors[i + 1], fx), Vector2.Lerp(_vectors[i + _width], _vectors[i + _width + 1], fx), fy);
        return v.LengthSquared() < 1e-8f ? Vector2.UnitX : Vector2.Normalize(v);
    }
}
