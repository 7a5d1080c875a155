using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>An emblem put in its place on the picture: which part lies where, and how far the outline is.</summary>
internal sealed class Subject
{
    const int Grid = 360, Margin = 60, Side = Grid + 2 * Margin;

    readonly sbyte[] _part;
    readonly float[] _distance;
    readonly Vector2 _corner;
    readonly float _size;
    float[]? _seams;

    /// <param name="corner">Where the emblem's upper left corner lies, in units of the picture.</param>
    /// <param name="size">How large its square is, in units.</param>
    public Subject(Emblem emblem, Vector2 corner, float size)
    {
        Emblem = emblem;
        _corner = corner;
        _size = size;
        _part = new sbyte[Side * Side];
        _part.AsSpan().Fill(-1);
        foreach (var outline in emblem.Parts)
            Polygon.Scan([.. outline.Points.Select(p => p * (Grid / 100f) + new Vector2(Margin))], Side, Side, (i, _) => _part[i] = (sbyte)outline.Role);
        var inside = new bool[Side * Side];
        for (var i = 0; i < inside.Length; i++) inside[i] = _part[i] >= 0;
        _distance = DistanceField.Signed(inside, Side, Side);
    }

    public Emblem Emblem { get; }

    public Vector2 Centre => _corner + new Vector2(_size / 2);

    public float Size => _size;

    /// <summary>The role of the part at a place (units), or -1 outside.</summary>
    public int RoleAt(Vector2 at)
    {
        var (x, y) = Locate(at);
        int ix = (int)MathF.Round(x), iy = (int)MathF.Round(y);
        return (uint)ix < Side && (uint)iy < Side ? _part[iy * Side + ix] : -1;
    }

    /// <summary>Distance to the outline in units: negative inside.</summary>
    public float Distance(Vector2 at) => Read(_distance, at);

    /// <summary>Distance in units to the nearest border between two parts, or between the subject and what is around it.</summary>
    public float Seam(Vector2 at) => Math.Max(0, Read(_seams ??= Seams(), at));

    float[] Seams()
    {
        var seam = new bool[Side * Side];
        for (var y = 1; y < Side - 1; y++)
            for (var x = 1; x < Side - 1; x++)
            {
                var i = y * Side + x;
                seam[i] = _part[i] != _part[i + 1] || _part[i] != _part[i + Side];
            }
        return DistanceField.Signed(seam, Side, Side);
    }

    float Read(float[] field, Vector2 at)
    {
        var (x, y) = Locate(at);
        float cx = Math.Clamp(x, 0, Side - 1.001f), cy = Math.Clamp(y, 0, Side - 1.001f);
        int ix = (int)cx, iy = (int)cy, i = iy * Side + ix;
        float fx = cx - ix, fy = cy - iy;
        var a = field[i] + (field[i + 1] - field[i]) * fx;
        var b = field[i + Side] + (field[i + Side + 1] - field[i + Side]) * fx;
        var beyond = MathF.Sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
        return (a + (b - a) * fy + beyond) * (_size / Grid);
    }

    /// <summary>Along the outline: perpendicular to the way out.</summary>
    public Vector2 Tangent(Vector2 at)
    {
        var e = _size * 0.02f;
        var gx = Distance(at + new Vector2(e, 0)) - Distance(at - new Vector2(e, 0));
        var gy = Distance(at + new Vector2(0, e)) - Distance(at - new Vector2(0, e));
        var tangent = new Vector2(-gy, gx);
        return tangent.LengthSquared() < 1e-12f ? Vector2.UnitX : Vector2.Normalize(tangent);
    }

    /// <summary>The outlines in units of the picture, in painting order.</summary>
    public IEnumerable<(Role Role, Vector2[] Points)> Outlines() =>
        Emblem.Parts.Select(p => (p.Role, p.Points.Select(q => q * (_size / 100f) + _corner).ToArray()));

    (float X, float Y) Locate(Vector2 at)
    {
        var p = (at - _corner) * (Grid / _size);
        return (p.X + Margin, p.Y + Margin);
    }
}
