using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Which places are taken, on a grid of fine cells, so that strokes keep their distance.</summary>
internal sealed class Occupancy
{
    const float CellsPerUnit = 640;

    readonly int _width, _height;
    readonly int[] _owner;

    public Occupancy(float across, float down)
    {
        _width = (int)(across * CellsPerUnit) + 1;
        _height = (int)(down * CellsPerUnit) + 1;
        _owner = new int[_width * _height];
    }

    public int Width => _width;

    public int Height => _height;

    /// <summary>Whether a disc at <paramref name="at"/> would touch someone other than <paramref name="self"/>. Outside counts as free.</summary>
    public bool Touches(Vector2 at, float radius, int self)
    {
        if (Taken(at.X, at.Y, self)) return true;
        var r = radius;
        var s = radius * 0.7071f;
        if (Taken(at.X + r, at.Y, self) || Taken(at.X - r, at.Y, self) || Taken(at.X, at.Y + r, self) || Taken(at.X, at.Y - r, self)
            || Taken(at.X + s, at.Y + s, self) || Taken(at.X - s, at.Y - s, self) || Taken(at.X + s, at.Y - s, self) || Taken(at.X - s, at.Y + s, self)) return true;
        if (radius < 0.008f) return false;
        r *= 0.5f;
        return Taken(at.X + r, at.Y, self) || Taken(at.X - r, at.Y, self) || Taken(at.X, at.Y + r, self) || Taken(at.X, at.Y - r, self);
    }

    public void Mark(Vector2 at, float radius, int owner)
    {
        float cx = at.X * CellsPerUnit, cy = at.Y * CellsPerUnit, r = Math.Max(radius * CellsPerUnit, 0.5f);
        int left = Math.Max(0, (int)(cx - r)), right = Math.Min(_width - 1, (int)(cx + r));
        int top = Math.Max(0, (int)(cy - r)), bottom = Math.Min(_height - 1, (int)(cy + r));
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
                if ((x + 0.5f - cx) * (x + 0.5f - cx) + (y + 0.5f - cy) * (y + 0.5f - cy) <= r * r) _owner[y * _width + x] = owner;
    }

    bool Taken(float x, float y, int self)
    {
        int ix = (int)(x * CellsPerUnit), iy = (int)(y * CellsPerUnit);
        if ((uint)ix >= (uint)_width || (uint)iy >= (uint)_height) return false;
        var owner = _owner[iy * _width + ix];
        return owner != 0 && owner != self;
    }
}
