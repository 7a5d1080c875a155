using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>What a prompt asks for, as a painter would take it: medium, colours, mood, and the thing to show.</summary>
internal sealed class Brief
{
    Brief(ulong seed, ulong fingerprint, Medium medium, Mood mood, Palette palette, Emblem? emblem, Vector3[] roles, IReadOnlyList<Vector3> colours)
    {
        Seed = seed;
        Fingerprint = fingerprint;
        Medium = medium;
        Mood = mood;
        Palette = palette;
        Emblem = emblem;
        Roles = roles;
        Colours = colours;
    }

    public ulong Seed { get; }

    /// <summary>Differs for every prompt, whatever its words.</summary>
    public ulong Fingerprint { get; }

    public Medium Medium { get; }

    public Mood Mood { get; }

    public Palette Palette { get; }

    /// <summary>The thing the prompt names, if it is one that can be drawn.</summary>
    public Emblem? Emblem { get; }

    /// <summary>The colour of each role of the emblem, in the order of <see cref="Role"/>.</summary>
    public Vector3[] Roles { get; }

    /// <summary>The colours the prompt names, in its order.</summary>
    public IReadOnlyList<Vector3> Colours { get; }

    /// <summary>A generator of this picture; <paramref name="stream"/> keeps the parts of a model independent.</summary>
    public Pcg Random(ulong stream) => new(Seed ^ Fingerprint, stream);

    public static Brief Read(StudioParameters parameters, bool prompted = true)
    {
        var prompt = prompted ? parameters.Prompt() : parameters.Text("prompt");
        var seed = parameters.Seed();
        string[] palettes = ["auto", .. Palettes.Names];
        var chosen = parameters.Choice("palette", palettes);
        var wanted = Reading.Of(prompt);
        var unwanted = Reading.Of(parameters.Text("negative_prompt"));
        var fingerprint = Pcg.Hash(prompt.ToLowerInvariant());
        var random = new Pcg(fingerprint, 5);
        var mood = wanted.Mood - unwanted.Mood;
        var medium = wanted.Medium is { } m && m != unwanted.Medium ? m : Medium.Gouache;
        var emblem = wanted.Emblem is { } e && e != unwanted.Emblem ? e : null;
        List<Vector3> colours = [.. wanted.Colours.Where(c => !unwanted.Colours.Contains(c))];

        Vector3[] roles = emblem?.Colours(colours.Count > 0 ? colours[0] : null) ?? [];
        var dark = mood.Brightness < -0.3f || medium is Medium.Neon || (medium is Medium.Oil && mood.Brightness < 0.4f);
        Palette palette;
        if (chosen != "auto") palette = Palettes.Named(chosen);
        else if (medium is Medium.Ink) palette = InkOn(colours, emblem is not null);
        else if (medium is Medium.Neon) palette = NeonOf(colours);
        else if (wanted.Scene is { } scene && wanted.SceneIsSetting && Palettes.Find(scene) is { } found) palette = Coloured(found, emblem is null ? colours : [.. colours.Skip(1)]);
        else if (emblem is not null) palette = colours.Count > 1 ? Palettes.Of([.. colours.Skip(1)], dark) : Palettes.Around(roles[(int)Role.Body], dark, random.Range(-38, 38));
        else if (colours.Count > 0) palette = Palettes.Of(colours, dark);
        else if (wanted.Scene is { } hinted && Palettes.Find(hinted) is { } hint) palette = hint;
        else palette = Palettes.Named(Unsaid[random.Index(Unsaid.Length)]);
        if (chosen == "auto") palette = Banish(Suit(palette, medium, mood, random), unwanted.Colours);
        if (emblem is not null) roles = Settle(roles, medium, palette, colours.Count > 0);
        return new(seed, fingerprint, medium, mood, palette, emblem, roles, colours);
    }

    static readonly string[] Unsaid = ["ember", "ocean", "forest", "desert", "dawn", "dusk", "vintage", "earth", "autumn", "rose", "night", "abyss"];

    static Palette InkOn(List<Vector3> colours, bool hasSubject)
    {
        var ink = Palettes.Named("ink");
        if (colours.Count == 0) return ink;
        var lch = Colour.ToOklch(colours[0]);
        // The ink itself stays nearly black; the named colour is the one accent on the sheet.
        return ink with
        {
            Accent = colours[0],
            Main = hasSubject ? ink.Main : [.. ink.Main.Select((c, i) => i == 1 ? colours[0] : Colour.Mix(c, Colour.FromOklch(Colour.Lightness(c), 0.05f, lch.Z), 0.5f))],
        };
    }

    static Palette NeonOf(List<Vector3> colours)
    {
        var neon = Palettes.Named("neon");
        if (colours.Count == 0) return neon;
        Vector3[] lit = [.. colours.Select(c => { var l = Colour.ToOklch(c); return Colour.FromOklch(Math.Max(0.66f, l.X), Math.Max(l.Y, 0.2f), l.Z); })];
        return neon with { Main = [lit[0], .. lit.Skip(1), Colour.Shift(lit[0], 0.05f, 1, 40), neon.Main[2], neon.Main[1]] };
    }

    static Palette Coloured(Palette palette, List<Vector3> colours) =>
        colours.Count == 0 ? palette : palette with { Main = [.. colours, .. palette.Main.Skip(1)], Accent = colours[^1] };

    static Palette Suit(Palette palette, Medium medium, Mood mood, Pcg random)
    {
        var turn = random.Range(-7, 7);
        var lift = mood.Brightness * (palette.IsDark ? 0.06f : 0.035f);
        var chroma = medium switch { Medium.Watercolour => palette.Name.StartsWith("around", StringComparison.Ordinal) ? 1.45f : 1.12f, Medium.Pastel => 0.9f, Medium.Pencil => 0.72f, Medium.Print => 0.92f, _ => 1 };
        palette = medium is Medium.Neon or Medium.Ink ? palette : palette.With(c => Colour.Shift(c, lift, chroma, turn));
        return medium switch
        {
            // Transparent colour wants light paper under it.
            Medium.Watercolour or Medium.Pencil when palette.IsDark => palette with { Ground = Colour.Hex("F6F1E6"), Deep = Colour.Mix(Colour.Hex("F6F1E6"), palette.Main[^1], 0.22f) },
            Medium.Watercolour or Medium.Pencil => palette with { Ground = Colour.Mix(palette.Ground, Colour.Hex("F8F4EA"), 0.6f) },
            Medium.Print => palette with { Ground = Colour.Mix(palette.Ground, Colour.Hex("EADDC2"), 0.55f), Deep = Colour.Mix(palette.Deep, Colour.Hex("DCC79E"), 0.5f) },
            _ => palette,
        };
    }

    static Palette Banish(Palette palette, IReadOnlyList<Vector3> unwanted)
    {
        foreach (var colour in unwanted)
        {
            var ban = Colour.ToOklch(colour);
            palette = palette.With(c =>
            {
                var lch = Colour.ToOklch(c);
                if (ban.Y < 0.03f) return MathF.Abs(lch.X - ban.X) < 0.18f && lch.Y < 0.04f ? Colour.FromOklch(Math.Clamp(lch.X + (ban.X > 0.5f ? -0.2f : 0.2f), 0, 1), 0.05f, 80) : c;
                var away = (lch.Z - ban.Z + 540) % 360 - 180;
                return lch.Y > 0.025f && MathF.Abs(away) < 35 ? Colour.FromOklch(lch.X, lch.Y * 0.75f, ban.Z + (away < 0 ? -75 : 75)) : c;
            });
        }
        return palette;
    }

    static Vector3[] Settle(Vector3[] roles, Medium medium, Palette palette, bool coloured) => medium switch
    {
        // Ink draws in black; a named colour is the subject's wash, otherwise it stays black and grey.
        Medium.Ink => [coloured ? Colour.Mix(roles[0], palette.Dark, 0.12f) : palette.Main[1], Colour.Mix(palette.Ground, palette.Main[2], 0.22f), palette.Dark, coloured ? Colour.Shift(roles[0], 0.06f) : palette.Main[2]],
        Medium.Neon => [Lit(roles[0], palette.Main[0]), Lit(roles[1], palette.Main[1]), Lit(roles[2], palette.Main[2]), Lit(roles[3], palette.Accent)],
        Medium.Pencil => [.. roles.Select(c => Colour.Shift(c, 0, 0.8f))],
        _ => Emblem.IsPale(roles) && !palette.IsDark ? [Colour.Shift(roles[0], -0.05f), .. roles.Skip(1)] : roles,
    };

    /// <summary>The colour as a lamp would have it; a grey has no lamp and takes another.</summary>
    static Vector3 Lit(Vector3 c, Vector3 other)
    {
        var lch = Colour.ToOklch(c);
        return lch.Y < 0.06f ? other : Colour.FromOklch(Math.Clamp(lch.X, 0.62f, 0.8f), Math.Max(0.2f, lch.Y), lch.Z);
    }
}
