using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Lays panels on the canvas in the brief's medium.</summary>
internal sealed class PanelSheet
{
    readonly Canvas _canvas;
    readonly Brief _brief;
    readonly Noise _noise;
    readonly int[] _owner;
    readonly float[]? _relief;

    public PanelSheet(Canvas canvas, Brief brief)
    {
        _canvas = canvas;
        _brief = brief;
        _noise = new(brief.Seed ^ brief.Fingerprint ^ 0x9A4E1);
        _owner = new int[canvas.Width * canvas.Height];
        _owner.AsSpan().Fill(-1);
        _relief = brief.Medium is Medium.Oil ? canvas.Relief : null;
    }

    public void Lay(Panel p)
    {
        var unit = _canvas.Unit;
        int left = Math.Max(0, (int)(p.X * unit)), right = Math.Min(_canvas.Width - 1, (int)MathF.Ceiling((p.X + p.W) * unit));
        int top = Math.Max(0, (int)(p.Y * unit)), bottom = Math.Min(_canvas.Height - 1, (int)MathF.Ceiling((p.Y + p.H) * unit));
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var at = new Vector2(x + 0.5f, y + 0.5f) / unit;
                var edge = Math.Min(Math.Min(at.X - p.X, p.X + p.W - at.X), Math.Min(at.Y - p.Y, p.Y + p.H - at.Y));
                var cover = Math.Clamp(edge * unit + 0.5f, 0, 1);
                if (cover <= 0) continue;
                var i = y * _canvas.Width + x;
                if (cover >= 0.5f) _owner[i] = p.Number;
                var d = p.Figure(at);
                var figure = Math.Clamp(0.5f - d * unit, 0, 1);
                var colour = Vector3.Lerp(p.Fill, p.Second, figure);
                var own = figure > 0.5f ? p.Number + 500 : p.Number;
                var rim = Math.Min(edge, MathF.Abs(d));
                _canvas.Pixels[i] = Vector3.Lerp(_canvas.Pixels[i], Made(colour, at, i, own, rim), cover);
            }
    }

    /// <summary>The subject in the colours of each panel it crosses: its own, deepened, lightened, or turned to the panel's opposite.</summary>
    public void Counterchange(Subject subject, List<Panel> panels, CancellationToken ct)
    {
        var w = _canvas.Width;
        foreach (var (role, points) in subject.Outlines())
        {
            ct.ThrowIfCancellationRequested();
            var colour = _brief.Roles[(int)role];
            var versions = new Vector3[panels.Count + 1];
            for (var i = 0; i < panels.Count; i++)
            {
                var pick = Ease.Hash(i, 7, (uint)_brief.Seed);
                var shift = role is Role.Dark ? 0.5f : 1;
                versions[i] = pick < 0.40f ? colour
                    : pick < 0.62f ? Colour.Shift(colour, -0.11f * shift, 0.95f, -8)
                    : pick < 0.82f ? Colour.Shift(colour, 0.09f * shift, 0.9f, 12)
                    : Colour.Mix(colour, panels[i].Second, role is Role.Body ? 0.32f : 0.1f);
            }
            versions[^1] = colour;
            Polygon.Scan([.. points.Select(p => p * _canvas.Unit)], w, _canvas.Height, (i, cover) =>
            {
                var owner = _owner[i];
                var at = new Vector2(i % w + 0.5f, i / w + 0.5f) / _canvas.Unit;
                var seam = subject.Seam(at);
                _canvas.Pixels[i] = Vector3.Lerp(_canvas.Pixels[i], Made(versions[owner < 0 ? panels.Count : owner], at, i, owner + 900 + (int)role * 37, seam), cover);
            }, 0);
        }
    }

    /// <summary>Lines between the panels.</summary>
    public void Rule(List<Panel> panels, float width)
    {
        var neon = _brief.Medium is Medium.Neon;
        var unit = _canvas.Unit;
        foreach (var p in panels)
        {
            var colour = neon ? p.Second : _brief.Palette.Dark;
            Span<Vector4> sides = [new(p.X, p.Y, p.X + p.W, p.Y), new(p.X, p.Y + p.H, p.X + p.W, p.Y + p.H), new(p.X, p.Y, p.X, p.Y + p.H), new(p.X + p.W, p.Y, p.X + p.W, p.Y + p.H)];
            foreach (var s in sides)
            {
                var half = width * (0.75f + 0.5f * Ease.Hash((int)(s.X * 999) + (int)(s.Z * 777), (int)(s.Y * 999) + (int)(s.W * 555), 9)) / 2;
                Polygon.Fill(_canvas, [new((s.X - half) * unit, (s.Y - half) * unit), new((s.Z + half) * unit, (s.Y - half) * unit), new((s.Z + half) * unit, (s.W + half) * unit), new((s.X - half) * unit, (s.W + half) * unit)], neon ? colour * 1.2f + new Vector3(0.25f) : colour);
            }
        }
    }

    Vector3 Made(Vector3 colour, Vector2 at, int i, int own, float rim)
    {
        var k = own * 1.618f;
        switch (_brief.Medium)
        {
            case Medium.Oil:
            {
                var (s, c) = MathF.SinCos(own * 2.4f);
                var wave = _noise.At(at.X * 6 + k, at.Y * 6) * 0.035f;
                float along = at.X * c + at.Y * s + wave, across = at.Y * c - at.X * s + wave;
                var streak = _noise.At(along * 16 + k, across * 210) * 0.7f + _noise.At(along * 30, across * 420 + k) * 0.3f;
                _relief![i] = (streak * 2.1f + 1.6f * MathF.Exp(-rim * 340)) * _canvas.Unit / 1024;
                return colour * (1 + streak * 0.13f + 0.10f * _noise.At(at.X * 5 + k, at.Y * 5));
            }
            case Medium.Ink or Medium.Pencil:
            {
                // Tone by hatching: the darker the colour, the closer and heavier the lines; saturated colours are left as a wash.
                var lch = Colour.ToOklch(colour);
                var paper = _brief.Palette.Ground;
                var dark = 1 - lch.X;
                if (lch.Y > 0.09f) return Vector3.Lerp(paper, colour, 0.80f + 0.16f * _noise.At(at.X * 9 + k, at.Y * 9) + 0.2f * MathF.Exp(-rim * 260));
                if (dark > 0.74f) return colour * (1 + 0.25f * Math.Max(0, _noise.At(at.X * 40, at.Y * 40 + k)));
                if (dark < 0.16f) return Vector3.Lerp(colour, _brief.Palette.Dark, rim < 0.0011f ? 0.9f : 0);
                var angle = own % 4 * 0.785f + 0.4f;
                var (s, c) = MathF.SinCos(angle);
                var wobble = _noise.At(at.X * 14 + k, at.Y * 14) * 0.0022f;
                var pitch = 0.0085f;
                var t = (at.X * c + at.Y * s + wobble) / pitch;
                var d = MathF.Abs(t - MathF.Round(t)) * pitch;
                var half = pitch * 0.5f * Math.Clamp(dark * 0.95f, 0.08f, 0.8f) * (0.8f + 0.4f * _noise.At(at.X * 5, at.Y * 5 + k));
                var line = Math.Clamp((half - d) * _canvas.Unit + 0.5f, 0, 1);
                return Vector3.Lerp(paper, Vector3.Lerp(colour, _brief.Palette.Dark, 0.75f), Math.Max(line, rim < 0.0011f ? 0.9f : 0));
            }
            case Medium.Watercolour:
            {
                var pool = 0.72f + 0.30f * _noise.At(at.X * 5 + k, at.Y * 5) + 0.12f * _noise.At(at.X * 22, at.Y * 22 + k) + 0.35f * MathF.Exp(-rim * 240);
                var gap = Math.Clamp((rim - 0.0016f) * _canvas.Unit + 0.5f, 0, 1);
                return _brief.Palette.Ground * Vector3.Lerp(Vector3.One, Vector3.Lerp(Vector3.One, colour, Math.Clamp(pool, 0.15f, 1)), 0.15f + 0.85f * gap);
            }
            case Medium.Pastel:
            {
                var tooth = _noise.At(at.X * 320, at.Y * 320) + 0.6f * _noise.At(at.X * 60 + k, at.Y * 500);
                return Vector3.Lerp(_brief.Palette.Ground, colour, Ease.Step(-0.8f, 0.25f, tooth + 0.3f));
            }
            case Medium.Neon:
                return colour * (0.05f + 0.05f * (_noise.At(at.X * 3 + k, at.Y * 3) + 1)) + colour * (0.9f * MathF.Exp(-rim * 420));
            default:
                return colour * (1 + 0.045f * _noise.At(at.X * 7 + k, at.Y * 7) + 0.03f * _noise.At(at.X * 30, at.Y * 160 + k));
        }
    }
}
