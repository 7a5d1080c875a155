using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Voronoi cells, evened out by Lloyd's rounds, denser at the eye of the picture, and kept within the parts of the subject.</summary>
internal sealed class Tiling
{
    readonly Subject? _subject;
    readonly float _bucket;
    readonly int _columns, _rows;
    readonly float _contrast;
    int[] _starts = [], _members = [];

    public Tiling(Canvas canvas, Subject? subject, int count, float contrast, int rounds, Pcg random, CancellationToken ct)
    {
        _subject = subject;
        _contrast = contrast;
        Count = count;
        Eye = subject?.Centre ?? new(canvas.Across * (random.Chance(0.5f) ? 0.36f : 0.64f), canvas.Down * random.Range(0.36f, 0.6f));
        Spacing = MathF.Sqrt(canvas.Across * canvas.Down / count);
        _bucket = Spacing * 1.1f;
        _columns = (int)(canvas.Across / _bucket) + 1;
        _rows = (int)(canvas.Down / _bucket) + 1;
        Sites = new Vector2[count];
        Roles = new sbyte[count];
        for (var i = 0; i < count;)
        {
            var at = new Vector2(random.Range(0, canvas.Across), random.Range(0, canvas.Down));
            if (random.Unit() < Weight(at)) Sites[i++] = at;
        }
        Settle();
        var step = Spacing / 3.2f;
        for (var round = 0; round < rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            Relax(canvas, step, random);
        }
    }

    public int Count { get; }

    public Vector2 Eye { get; }

    /// <summary>The mean distance between neighbours, in units.</summary>
    public float Spacing { get; }

    public Vector2[] Sites { get; }

    /// <summary>The role of the subject's part each tile belongs to, or -1.</summary>
    public sbyte[] Roles { get; }

    /// <summary>The tile at a place, the distance to its edge (units), and the way to that edge.</summary>
    public (int Tile, float Edge, Vector2 Way) At(Vector2 at)
    {
        var role = _subject is null ? -1 : _subject.RoleAt(at);
        Span<int> near = [-1, -1, -1];
        Span<float> distance = [float.MaxValue, float.MaxValue, float.MaxValue];
        Nearest(at, role, near, distance);
        if (near[0] < 0) Nearest(at, null, near, distance);
        var own = Sites[near[0]];
        var edge = float.MaxValue;
        var way = Vector2.Zero;
        for (var k = 1; k < 3; k++)
        {
            if (near[k] < 0) continue;
            var other = Sites[near[k]];
            var towards = Vector2.Normalize(other - own);
            var d = Vector2.Dot((own + other) * 0.5f - at, towards);
            if (d >= edge) continue;
            edge = d;
            way = towards;
        }
        if (_subject is null) return (near[0], Math.Max(0, edge), way);
        var seam = _subject.Seam(at);
        return (near[0], Math.Max(0, Math.Min(edge, seam)), way);
    }

    void Nearest(Vector2 at, int? role, Span<int> near, Span<float> distance)
    {
        int cx = Math.Clamp((int)(at.X / _bucket), 0, _columns - 1), cy = Math.Clamp((int)(at.Y / _bucket), 0, _rows - 1);
        for (var ring = 0; ring < 14; ring++)
        {
            // Everything within the finished rings is known; stop when no farther ring can be nearer.
            if (ring > 1 && near[2] >= 0 && distance[2] < (ring - 1) * _bucket * ((ring - 1) * _bucket)) break;
            if (ring > 4 && near[1] >= 0) break;
            for (var y = cy - ring; y <= cy + ring; y++)
            {
                if ((uint)y >= (uint)_rows) continue;
                var wide = y == cy - ring || y == cy + ring;
                for (var x = cx - ring; x <= cx + ring; x += wide || ring == 0 ? 1 : 2 * ring)
                {
                    if ((uint)x >= (uint)_columns) continue;
                    var bucket = y * _columns + x;
                    for (var m = _starts[bucket]; m < _starts[bucket + 1]; m++)
                    {
                        var i = _members[m];
                        if (role is { } wanted && Roles[i] != wanted) continue;
                        var d = Vector2.DistanceSquared(Sites[i], at);
                        if (d < distance[0]) (near[2], distance[2], near[1], distance[1], near[0], distance[0]) = (near[1], distance[1], near[0], distance[0], i, d);
                        else if (d < distance[1]) (near[2], distance[2], near[1], distance[1]) = (near[1], distance[1], i, d);
                        else if (d < distance[2]) (near[2], distance[2]) = (i, d);
                    }
                }
            }
        }
    }

    float Weight(Vector2 at)
    {
        var away = _subject is null ? Vector2.Distance(at, Eye) * 0.9f : Math.Max(0, _subject.Distance(at));
        var least = 1 - 0.86f * Math.Min(1, _contrast);
        return least + (1 - least) * MathF.Exp(-away * away * 14);
    }

    void Relax(Canvas canvas, float step, Pcg random)
    {
        var sum = new Vector3[Count];
        for (var y = step / 2; y < canvas.Down; y += step)
            for (var x = step / 2; x < canvas.Across; x += step)
            {
                var at = new Vector2(x, y) + new Vector2(random.Range(-0.4f, 0.4f), random.Range(-0.4f, 0.4f)) * step;
                Span<int> near = [-1, -1, -1];
                Span<float> distance = [float.MaxValue, float.MaxValue, float.MaxValue];
                Nearest(at, _subject is null ? null : _subject.RoleAt(at), near, distance);
                if (near[0] < 0) continue;
                var weight = Weight(at);
                weight *= weight;
                sum[near[0]] += new Vector3(at * weight, weight);
            }
        for (var i = 0; i < Count; i++)
            if (sum[i].Z > 0)
            {
                var moved = new Vector2(sum[i].X, sum[i].Y) / sum[i].Z;
                // A tile never leaves its part.
                if (_subject is null || _subject.RoleAt(moved) == Roles[i]) Sites[i] = moved;
            }
        Settle();
    }

    void Settle()
    {
        var home = new int[Count];
        var counts = new int[_columns * _rows + 1];
        for (var i = 0; i < Count; i++)
        {
            var at = Sites[i];
            Roles[i] = (sbyte)(_subject?.RoleAt(at) ?? -1);
            home[i] = Math.Clamp((int)(at.Y / _bucket), 0, _rows - 1) * _columns + Math.Clamp((int)(at.X / _bucket), 0, _columns - 1);
            counts[home[i] + 1]++;
        }
        for (var i = 1; i < counts.Length; i++) counts[i] += counts[i - 1];
        _starts = [.. counts];
        _members = new int[Count];
        for (var i = 0; i < Count; i++) _members[counts[home[i]]++] = i;
    }
}
