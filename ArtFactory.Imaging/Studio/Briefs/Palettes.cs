using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>The named palettes, and those grown from a single colour.</summary>
internal static class Palettes
{
    static readonly Palette[] All =
    [
        Palette.Parse("ember", "F3E7D3 E6CDA8 C4472A DF7B3A 8A2D1C EDB168 1F5C63 241715 FBF4E6"),
        Palette.Parse("ocean", "DDE8E4 A7C9CA 1B4965 2F7F93 62A8AC 10344B F0A35E 0A2030 F8F8F2"),
        Palette.Parse("abyss", "0E2433 081521 1F5F7A 2F8F9D 14384F 7FC4BE F2A65A 050D14 EAF4F0"),
        Palette.Parse("forest", "EEE9D8 CBD2B2 2E4A36 5B7F4B 8BA268 1F3329 D9793D 16231B F7F4E7"),
        Palette.Parse("desert", "F5E6CF EFCDA2 C66D48 E1A160 9A4936 DCC08E 3B7A82 3A1F1A FDF6E9"),
        Palette.Parse("night", "121A2C 1D2C4D 35508A 5A74B4 8FA6D8 263660 F4D58D 070B14 EEF1FA"),
        Palette.Parse("dawn", "FBEADF F2C6B9 E58779 F2B48C B2688C 756BA4 3B587F 2D2444 FFF8F1"),
        Palette.Parse("dusk", "2C1C3F 5B2A4F E4572E F29E4C 9C3A5F 5D3A7A FFD27D 150D22 FFF1DC"),
        Palette.Parse("winter", "EEF2F5 C6D5DF 7C9CB3 4B6C88 A9C0CC 2C4359 C4513A 1A2835 FCFDFD"),
        Palette.Parse("autumn", "F1E4CC DDBB85 A63D1E D2792B 6E3B22 C9A13B 3D5A4C 2A1812 FAF2E0"),
        Palette.Parse("spring", "F6F4E6 D9E6C3 7FB069 E6AACE F2D06B 4F8A6D E07A8B 24402F FFFDF5"),
        Palette.Parse("meadow", "F3F1DC C9DDB0 6A9A4E A8C256 3F6B45 E9C46A E76F51 20331F FEFBEC"),
        Palette.Parse("neon", "0C0817 190B2E FF2E88 14D9F5 8A3BFF 35F0A8 FFE14D 05030A F5F0FF"),
        Palette.Parse("bauhaus", "F1E9DA E5D9C2 D63C2A 1F4E9E F0B32A 1D1D1B E98BA0 171614 FBF6EA"),
        Palette.Parse("ink", "F2ECE0 E2D8C6 1E1D1C 45423E 74706A 2E2C2A B5322A 121110 FAF6ED"),
        Palette.Parse("vintage", "EADDC2 D8C49C B5533C 3F6C6B D9A441 5B4636 8C2F39 2B201A F6EDD8"),
        Palette.Parse("pastel", "FBF4EE F1E3E6 EDB0B0 B4D6C0 B6C4EA F5DBA0 DE7878 54496A FFFFFF"),
        Palette.Parse("gold", "15120F 241C14 C79A4B E6C583 8A6530 5A4526 F7E7BE 080605 FFF8E6"),
        Palette.Parse("rose", "F8EAE6 ECC9C4 C45A6C E39AA0 8C3A52 F0BFA9 3F5D57 32161F FFF7F4"),
        Palette.Parse("lava", "1A0F0E 2E1512 D7331C F4781F 8A1D14 FFB347 FFE08A 0B0605 FFF3DC"),
        Palette.Parse("earth", "EFE6D6 D6C3A2 8A5A3C B98B5A 5E6B4A D1A679 2F5D62 2B1E16 F9F3E6"),
        Palette.Parse("monochrome", "EDECEA D2D0CC 2B2B2B 5A5A5A 8C8C8C B5B5B5 111111 0D0D0D FAFAF9"),
    ];

    /// <summary>What the parameter offers beside <c>auto</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(p => p.Name)];

    public static Palette Named(string name) => All.First(p => p.Name == name);

    public static Palette? Find(string name) => Array.Find(All, p => p.Name == name);

    /// <summary>A light or dark ground that sets off a subject of colour <paramref name="subject"/>: near its complement, and quiet.</summary>
    public static Palette Around(Vector3 subject, bool dark, float turn)
    {
        var lch = Colour.ToOklch(subject);
        var grey = lch.Y < 0.03f;
        var hue = grey ? 75 + turn : lch.Z + 180 + turn;
        var c = grey ? 0.45f : 1f;
        // Dark or dull yellow is mud; against blues a golden ground glows instead.
        if (!dark && !grey && (hue % 360) is > 35 and < 115)
            return new("around-peach", Colour.FromOklch(0.955f, 0.022f, 85), Colour.FromOklch(0.89f, 0.055f, 70),
                [Colour.FromOklch(0.84f, 0.085f, 76), Colour.FromOklch(0.73f, 0.115f, 58), Colour.FromOklch(0.89f, 0.055f, 95), Colour.FromOklch(0.58f, 0.105f, 38)],
                Colour.FromOklch(0.62f, 0.14f, 30), Colour.FromOklch(0.25f, 0.035f, 40), Colour.FromOklch(0.985f, 0.012f, 90));
        if (dark && !grey && (hue % 360) is > 35 and < 115)
            return new("around-gold", Colour.FromOklch(0.66f, 0.105f, 76), Colour.FromOklch(0.47f, 0.095f, 52),
                [Colour.FromOklch(0.74f, 0.115f, 80), Colour.FromOklch(0.57f, 0.115f, 60), Colour.FromOklch(0.82f, 0.095f, 88), Colour.FromOklch(0.42f, 0.085f, 42)],
                Colour.FromOklch(0.90f, 0.06f, 95), Colour.FromOklch(0.21f, 0.04f, 40), Colour.FromOklch(0.95f, 0.03f, 90));
        return dark
            ? new("around-dark", Colour.FromOklch(0.30f, 0.040f * c, hue), Colour.FromOklch(0.19f, 0.035f * c, hue + 18),
                [Colour.FromOklch(0.42f, 0.062f * c, hue), Colour.FromOklch(0.53f, 0.070f * c, hue - 22), Colour.FromOklch(0.34f, 0.055f * c, hue + 24), Colour.FromOklch(0.66f, 0.060f * c, hue - 50)],
                Colour.FromOklch(0.82f, 0.11f, 82), Colour.FromOklch(0.15f, 0.02f, hue), Colour.FromOklch(0.94f, 0.025f, 85))
            : new("around-light", Colour.FromOklch(0.945f, 0.022f, 85), Colour.FromOklch(0.87f, 0.038f * c, hue - 15),
                [Colour.FromOklch(0.75f, 0.072f * c, hue), Colour.FromOklch(0.60f, 0.088f * c, hue - 14), Colour.FromOklch(0.85f, 0.060f, 82), Colour.FromOklch(0.44f, 0.072f * c, hue + 14)],
                Colour.FromOklch(0.66f, 0.13f, grey ? 35 : lch.Z + 32), Colour.FromOklch(0.24f, 0.03f, hue), Colour.FromOklch(0.98f, 0.012f, 90));
    }

    /// <summary>A picture of one or a few colours and nothing else: what "teal" alone asks for.</summary>
    public static Palette Of(IReadOnlyList<Vector3> colours, bool dark)
    {
        var first = Colour.ToOklch(colours[0]);
        var grey = first.Y < 0.03f;
        var hue = grey ? 80 : first.Z;
        var tint = grey ? 0.008f : 0.03f;
        List<Vector3> main = [.. colours];
        foreach (var colour in colours)
        {
            main.Add(Colour.Shift(colour, -0.17f, 0.85f, -8));
            if (main.Count < 5) main.Add(Colour.Shift(colour, 0.14f, 0.72f, 12));
        }
        var accent = colours.Count > 1 ? colours[^1] : Colour.FromOklch(0.74f, 0.13f, grey ? 40 : hue + 165);
        return dark
            ? new("of-dark", Colour.FromOklch(0.22f, tint + 0.02f, hue), Colour.FromOklch(0.14f, tint, hue + 15), [.. main], accent, Colour.FromOklch(0.11f, 0.015f, hue), Colour.FromOklch(0.95f, 0.02f, hue))
            : new("of-light", Colour.FromOklch(0.945f, 0.02f, grey ? 85 : hue), Colour.FromOklch(0.87f, tint + 0.015f, hue), [.. main], accent, Colour.FromOklch(0.23f, 0.03f, hue), Colour.FromOklch(0.98f, 0.01f, hue));
    }
}
