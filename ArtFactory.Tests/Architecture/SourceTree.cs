namespace ArtFactory.Tests.Architecture;

/// <summary>The project's own source files, as the rules read them.</summary>
static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes; what tools generate is left out.</summary>
    public static IEnumerable<string> Files(params string[] extensions) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => path.StartsWith("ArtFactory.", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
                && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/Migrations/2", StringComparison.Ordinal)
                && !path.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal))
            .Where(path => extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArtFactory.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run in the source tree, but ArtFactory.sln is in no folder above them.");
    }
}
