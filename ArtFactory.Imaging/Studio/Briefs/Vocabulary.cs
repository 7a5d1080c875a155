using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>Words that name a medium, a scene or a mood.</summary>
internal static class Vocabulary
{
    static readonly Dictionary<string, Medium> Media = Table<Medium>(new()
    {
        [Medium.Oil] = "oil oils acrylic impasto painterly painting canvas",
        [Medium.Ink] = "ink sumi calligraphy brushwork sumi-e lineart monochrome linocut woodcut etching engraving",
        [Medium.Watercolour] = "watercolor watercolour watercolors watercolours aquarelle wash gouache-wash",
        [Medium.Pastel] = "pastel pastels chalk crayon",
        [Medium.Pencil] = "pencil graphite sketch charcoal-drawing drawing crayons",
        [Medium.Neon] = "neon glowing synthwave cyberpunk vaporwave laser hologram",
        [Medium.Print] = "vintage retro riso risograph screenprint print poster lithograph",
        [Medium.Gouache] = "gouache tempera flat vector minimalist-poster",
    });

    static readonly Dictionary<string, string> Scenes = Table<string>(new()
    {
        ["ember"] = "ember embers phoenix hearth spice",
        ["ocean"] = "sea ocean wave waves beach coast lake river harbour harbor island whale dolphin fish sail boat ship",
        ["abyss"] = "deep abyss underwater jellyfish octopus squid reef submarine",
        ["forest"] = "forest woods wood woodland tree trees pine fern leaf leaves jungle bear deer owl",
        ["desert"] = "desert dune dunes sand canyon sahara camel savanna lion giraffe",
        ["night"] = "night midnight star stars starry moon moonlit moonlight galaxy space cosmos cosmic nebula universe",
        ["dawn"] = "dawn morning sunrise daybreak horizon haze",
        ["dusk"] = "dusk sunset evening twilight",
        ["winter"] = "winter snow snowy ice icy frost frozen arctic glacier polar penguin wolf",
        ["autumn"] = "autumn fall harvest october maple",
        ["spring"] = "spring blossom cherry bloom garden",
        ["meadow"] = "meadow field grass summer hill hills pasture horse rabbit butterfly bee",
        ["neon"] = "neon cyber cyberpunk synthwave vaporwave arcade nightclub city tokyo",
        ["bauhaus"] = "bauhaus mondrian geometric modernist abstract constructivist jazz",
        ["vintage"] = "vintage retro antique nostalgic old",
        ["pastel"] = "pastel candy soft sweet dreamy cloud clouds baby",
        ["gold"] = "luxury gilded baroque royal opulent treasure",
        ["rose"] = "rose roses romance romantic love heart flower flowers petal tulip peony",
        ["lava"] = "fire flame flames lava volcano volcanic inferno dragon magma hell",
        ["earth"] = "earth clay pottery rustic mountain mountains rock stone house village",
    });

    static readonly Dictionary<string, Mood> Moods = Table<Mood>(new()
    {
        [new(-0.55f, 0, 0)] = "calm serene quiet gentle peaceful still tranquil soft silent zen sleepy sleeping slow meditative restful",
        [new(0.6f, 0, 0)] = "stormy storm wild chaotic turbulent fierce raging windy furious energetic explosive dancing running dynamic frantic angry",
        [new(0, -0.6f, 0)] = "minimal minimalist sparse simple empty lonely alone spare airy",
        [new(0, 0.6f, 0)] = "dense lush detailed intricate rich crowded busy ornate maximalist elaborate",
        [new(0, 0, -0.8f)] = "dark gloomy gothic shadow shadowy noir moody mysterious brooding",
        [new(0, 0, 0.8f)] = "bright light sunny luminous radiant airy-light cheerful happy joyful",
    });

    public static bool TryMedium(string word, out Medium medium) => Media.TryGetValue(word, out medium);

    public static bool TryScene(string word, out string palette) => Scenes.TryGetValue(word, out palette!);

    public static bool TryMood(string word, out Mood mood) => Moods.TryGetValue(word, out mood!);

    static Dictionary<string, T> Table<T>(Dictionary<T, string> rows) where T : notnull
    {
        var table = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (value, words) in rows)
            foreach (var word in words.Split(' ')) table.TryAdd(word, value);
        return table;
    }
}
