using System.Numerics;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>Words that name a colour.</summary>
internal static class ColourWords
{
    static readonly Dictionary<string, Vector3> Known = Read("""
        red C8321F | scarlet D62B1A | crimson A8172D | vermilion D9472B | ruby 9B1B3A | maroon 6B1D26 | burgundy 6E1A2D
        orange E57A25 | rust AD4A24 | copper B5683C | amber E6A12B | apricot F0A875 | peach F3B594 | coral EC7460 | salmon EE8A78 | terracotta BE5B3C
        yellow F0C22E | gold D2A03A | golden D8A640 | mustard CF9A2C | lemon F2DC5C | ochre C08A35 | saffron EBA52A | honey DDA23F
        green 3F8A4C | emerald 16805A | olive 76803A | lime A3C93A | mint A0D8B8 | sage 9BAE8C | jade 2F9272 | moss 66763A | chartreuse B9D03C
        teal 1A7F83 | turquoise 2BB0AC | cyan 22B8D0 | aqua 4FC3C9 | azure 3B8FD6
        blue 2A5FB4 | navy 1B2F5E | cobalt 1F4BA5 | indigo 3A3590 | sapphire 1C4C9C | ultramarine 2B3FA8 | cerulean 2F86B8
        purple 743A93 | violet 7A4CC0 | lavender AE9ADB | lilac BFA3D6 | plum 6E3560 | mauve A77A9E | amethyst 8A5BB8
        pink E783A5 | magenta C92B86 | fuchsia D12E95 | rosy D9798A | blush EBB2AE
        brown 7A4A2C | chocolate 5A3320 | tan C9A273 | beige DBC6A2 | sienna 9A5231 | umber 5E4430 | bronze 9A6B34 | chestnut 7C3E27
        black 23211F | charcoal 38393B | ebony 24211F | white F3F0E9 | ivory F3EBD8 | cream F3E6C8 | grey 8A8B8C | gray 8A8B8C | silver B4BAC0 | slate 566573
        """);

    public static bool TryGet(string word, out Vector3 colour) => Known.TryGetValue(word, out colour);

    static Dictionary<string, Vector3> Read(string table) => table
        .Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(entry => entry.Split(' '))
        .ToDictionary(entry => entry[0], entry => Colour.Hex(entry[1]), StringComparer.Ordinal);
}
