using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>
/// A sheet cut again and again, its pieces left plain or given an arc, a disc, a wedge or stripes, after the Bauhaus. A named
/// subject crosses the cuts and changes colour in each.
/// </summary>
internal sealed class Subdivision : IPicture
{
    public void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct)
    {
        var cuts = parameters.Integer("steps", 22, 1, 200);
        cuts = Math.Max(1, (int)(cuts * (1 + 0.4f * brief.Mood.Density)));
        var line = parameters.Number("line_width", 1, 0, 4);
        var ornament = Math.Clamp(parameters.Number("ornament", 0.55f, 0, 1) + 0.2f * brief.Mood.Energy, 0, 1);
        var style = parameters.Choice("style", "auto", "bauhaus", "neoplastic");
        var texture = parameters.Number("texture", 0.8f, 0, 1);
        var vignette = parameters.Number("vignette", 0.15f, 0, 1);
        var subject = Placement.Of(brief, canvas, parameters.Number("subject_size", 0.72f, 0, 0.95f));
        var random = brief.Random(71);
        var ruled = style == "neoplastic" || (style == "auto" && brief.Medium is not Medium.Ink && subject is null && random.Chance(0.25f));
        if (ruled) ornament *= 0.15f;

        var panels = Cut(canvas, subject, cuts, random);
        Dress(brief, panels, ornament, ruled, random);
        canvas.Fill(brief.Palette.Ground);
        var sheet = new PanelSheet(canvas, brief);
        foreach (var panel in panels)
        {
            ct.ThrowIfCancellationRequested();
            sheet.Lay(panel);
        }
        if (subject is not null) sheet.Counterchange(subject, panels, ct);
        if (ruled || brief.Medium is Medium.Neon) sheet.Rule(panels, (ruled ? 0.0085f : 0.0022f) * line);
        Finish.Apply(canvas, brief.Medium, texture, vignette, brief.Seed, ct);
    }

    static List<Panel> Cut(Canvas canvas, Subject? subject, int cuts, Pcg random)
    {
        var margin = 0.045f;
        List<Panel> panels = [new(margin, margin, canvas.Across - 2 * margin, canvas.Down - 2 * margin)];
        var eye = subject?.Centre ?? new Vector2(canvas.Across * (random.Chance(0.5f) ? 0.34f : 0.66f), canvas.Down * random.Range(0.3f, 0.7f));
        ReadOnlySpan<float> ratios = [0.382f, 0.5f, 0.618f, 0.333f, 0.667f, 0.25f, 0.75f];
        for (var i = 0; i < cuts; i++)
        {
            var best = -1;
            float worth = 0;
            for (var k = 0; k < panels.Count; k++)
            {
                var p = panels[k];
                var near = MathF.Exp(-Vector2.DistanceSquared(p.Centre, eye) * 3.5f);
                // Large panels are cut first, those near the eye of the picture sooner, and chance leaves some whole.
                var value = MathF.Pow(p.W * p.H, 0.8f) * (0.35f + near) * (0.25f + random.Unit());
                if (Math.Min(p.W, p.H) < 0.05f || value <= worth) continue;
                (best, worth) = (k, value);
            }
            if (best < 0) break;
            var panel = panels[best];
            panels.RemoveAt(best);
            var ratio = ratios[random.Index(ratios.Length)];
            var upright = panel.W > panel.H * random.Range(0.75f, 1.35f);
            if (upright)
            {
                panels.Add(panel with { W = panel.W * ratio });
                panels.Add(panel with { X = panel.X + panel.W * ratio, W = panel.W * (1 - ratio) });
            }
            else
            {
                panels.Add(panel with { H = panel.H * ratio });
                panels.Add(panel with { Y = panel.Y + panel.H * ratio, H = panel.H * (1 - ratio) });
            }
        }
        return panels;
    }

    static void Dress(Brief brief, List<Panel> panels, float ornament, bool ruled, Pcg random)
    {
        var palette = brief.Palette;
        Vector3[] quiet = [palette.Ground, palette.Light, palette.Deep];
        for (var i = 0; i < panels.Count; i++)
        {
            var p = panels[i];
            var large = p.W * p.H > 0.07f;
            // Large panels stay quiet; colour lives in the small ones.
            var calm = random.Chance(ruled ? (large ? 0.85f : 0.55f) : large ? 0.62f : 0.26f);
            var fill = calm ? quiet[random.Index(ruled ? 2 : 3)] : random.Chance(0.1f) ? palette.Accent : palette.Pick(random.Unit());
            var squarish = Math.Min(p.W, p.H) / Math.Max(p.W, p.H) > 0.55f;
            var motif = !random.Chance(ornament) || (large && random.Chance(0.4f)) ? Motif.None
                : squarish ? (Motif)(1 + random.Index(6))
                : random.Chance(0.6f) ? Motif.Stripes : Motif.Row;
            Vector3 second;
            var guard = 0;
            do second = random.Chance(0.15f) ? palette.Accent : random.Chance(0.3f) ? quiet[random.Index(3)] : random.Chance(0.15f) ? palette.Dark : palette.Pick(random.Unit());
            while (MathF.Abs(Colour.Lightness(second) - Colour.Lightness(fill)) < 0.14f && guard++ < 8);
            panels[i] = p with { Fill = fill, Second = second, Motif = motif, Turn = random.Index(4), Number = i };
        }
    }
}
