namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>The things that can be drawn, by the words that name them.</summary>
internal static class Emblems
{
    static readonly Dictionary<string, Emblem> ByWord = Index();

    public static Emblem? Find(string word) => ByWord.GetValueOrDefault(word);

    public static IReadOnlyList<Emblem> All { get; } = [.. ByWord.Values.Distinct()];

    static Dictionary<string, Emblem> Index()
    {
        var index = new Dictionary<string, Emblem>(StringComparer.Ordinal);
        foreach (var emblem in (Emblem[])[.. Beasts.All, .. Birds.All, .. Waters.All, .. Grown.All, .. Sky.All, .. Things.All])
            foreach (var word in emblem.Words) index.Add(word, emblem);
        return index;
    }
}
