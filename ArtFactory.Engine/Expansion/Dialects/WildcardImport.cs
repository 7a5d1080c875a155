using ArtFactory.Engine.Expansion.Dialects;

namespace ArtFactory.Engine.Expansion;

/// <summary>Reads the wildcard files of other tools: text with one value a line, and YAML or JSON lists.</summary>
public static class WildcardImport
{
    static readonly string[] Extensions = [".txt", ".yaml", ".yml", ".json"];

    /// <summary>Whether a file of that name is one.</summary>
    public static bool Knows(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <param name="path">The file's path within the wildcard folder, such as <c>animals/birds.txt</c>: it names the lookup.</param>
    /// <param name="text">What the file holds.</param>
    public static WildcardFile Read(string path, string text)
    {
        var collector = new WildcardCollector(path);
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        if (path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)) ReadLines(NameOf(path), text, collector);
        else if (Knows(path)) YamlWildcards.Read(NameOf(path), text, collector);
        else collector.Refuse("A wildcard file ends in .txt, .yaml, .yml or .json.");
        return collector.ToFile();
    }

    /// <summary>The lookup that a file's path names: without its ending, with <c>/</c> between folders.</summary>
    public static string NameOf(string path)
    {
        var name = path.Replace('\\', '/');
        var dot = name.LastIndexOf('.');
        if (dot > name.LastIndexOf('/')) name = name[..dot];
        return string.Join('/', name.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => p is not ("." or "..")));
    }

    static void ReadLines(string key, string text, WildcardCollector collector)
    {
        collector.Open(key);
        var start = 0;
        while (start <= text.Length)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var line = text[start..end].Trim();
            if (line.Length > 0 && line[0] != '#') collector.Add(key, line, new(start, end - start));
            start = end + 1;
        }
    }
}
