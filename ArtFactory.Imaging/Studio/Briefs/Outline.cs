using System.Globalization;
using System.Numerics;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>One closed polygon of an emblem.</summary>
internal sealed record Outline(Role Role, Vector2[] Points)
{
    /// <summary>
    /// Reads lines of the form <c>[bldx][m] x,y x,y! ...</c>: a role letter (x is the accent), <c>m</c> to add the mirror image about x = 50,
    /// <c>h</c> to close a half outline (from the axis to the axis) with its own mirror image, then the points of a smooth closed curve,
    /// <c>!</c> marking corners. <c>o cx,cy rx,ry angle</c> is an ellipse.
    /// </summary>
    public static List<Outline> Parse(string drawing)
    {
        List<Outline> outlines = [];
        foreach (var line in drawing.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var role = words[0][0] switch { 'b' => Role.Body, 'l' => Role.Light, 'd' => Role.Dark, _ => Role.Accent };
            Vector2[] points;
            if (words[1] == "o")
            {
                points = Ellipse(Point(words[2]).At, Point(words[3]).At, words.Length > 4 ? Number(words[4]) : 0);
            }
            else
            {
                List<(Vector2 At, bool Corner)> knots = [.. words.Skip(1).Select(Point)];
                if (words[0].Contains('h', StringComparison.Ordinal))
                    for (var i = knots.Count - 1; i >= 0; i--)
                        if (MathF.Abs(knots[i].At.X - 50) > 0.01f) knots.Add((Mirror(knots[i].At), knots[i].Corner));
                points = Curve(knots);
            }
            outlines.Add(new(role, points));
            if (words[0].Contains('m', StringComparison.Ordinal)) outlines.Add(new(role, [.. points.Select(Mirror).Reverse()]));
        }
        return outlines;
    }

    static Vector2 Mirror(Vector2 p) => new(100 - p.X, p.Y);

    static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    static (Vector2 At, bool Corner) Point(string text)
    {
        var corner = text.EndsWith('!');
        var parts = text.TrimEnd('!').Split(',');
        return (new(Number(parts[0]), Number(parts[1])), corner);
    }

    static Vector2[] Ellipse(Vector2 centre, Vector2 radius, float degrees)
    {
        var (sin, cos) = MathF.SinCos(degrees * MathF.PI / 180);
        return [.. Enumerable.Range(0, 48).Select(i =>
        {
            var (s, c) = MathF.SinCos(i / 48f * MathF.Tau);
            return centre + new Vector2(c * radius.X * cos - s * radius.Y * sin, c * radius.X * sin + s * radius.Y * cos);
        })];
    }

    /// <summary>A closed Catmull-Rom curve (centripetal in spirit: tangents shortened to the nearer neighbour) with corners where asked.</summary>
    static Vector2[] Curve(List<(Vector2 At, bool Corner)> knots)
    {
        const int Pieces = 10;
        List<Vector2> points = [];
        var n = knots.Count;
        for (var i = 0; i < n; i++)
        {
            var (a, aCorner) = knots[i];
            var (b, bCorner) = knots[(i + 1) % n];
            if (aCorner && bCorner)
            {
                points.Add(a);
                continue;
            }
            var length = Vector2.Distance(a, b);
            var from = aCorner ? (b - a) : Tangent(knots[(i + n - 1) % n].At, a, b) * length;
            var to = bCorner ? (b - a) : Tangent(a, b, knots[(i + 2) % n].At) * length;
            for (var k = 0; k < Pieces; k++)
            {
                float t = k / (float)Pieces, t2 = t * t, t3 = t2 * t;
                points.Add(a * (2 * t3 - 3 * t2 + 1) + from * (t3 - 2 * t2 + t) + b * (3 * t2 - 2 * t3) + to * (t3 - t2));
            }
        }
        return [.. points];
    }

    static Vector2 Tangent(Vector2 before, Vector2 at, Vector2 after)
    {
        var a = at - before;
        var b = after - at;
        float la = MathF.Max(a.Length(), 1e-3f), lb = MathF.Max(b.Length(), 1e-3f);
        var mean = a / la * lb + b / lb * la;
        return mean.LengthSquared() < 1e-6f ? Vector2.Zero : Vector2.Normalize(mean);
    }
}
