namespace ArtFactory.Web.Shell;

/// <summary>One page of the rail and the palette.</summary>
/// <param name="Path">Its address, without a query.</param>
/// <param name="Icon">A symbol of <c>icons.svg</c>.</param>
/// <param name="Title">Its name on the rail.</param>
/// <param name="Jump">The key that opens it after <c>g</c>.</param>
/// <param name="Group">Pages of one group stand together.</param>
/// <param name="TakesProject">Whether the page narrows itself by <c>?project=</c>.</param>
sealed record NavigationPage(string Path, string Icon, string Title, string? Jump, int Group, bool TakesProject = false)
{
    /// <summary>All pages, in rail order. A new page is one line here.</summary>
    public static IReadOnlyList<NavigationPage> All { get; } =
    [
        new("/", "folder-open", "Projects", "p", 0),
        new("/order", "wand-sparkles", "Order", "o", 0, TakesProject: true),
        new("/orders", "receipt", "Orders", "r", 0, TakesProject: true),
        new("/production", "activity", "Production", "l", 0),
        new("/spend", "dollar", "Spend", "s", 0),
        new("/inventory", "images", "Inventory", "i", 1, TakesProject: true),
        new("/collections", "layers", "Collections", "c", 1),
        new("/tags", "tag", "Tags", "t", 1),
        new("/templates", "file-text", "Templates", "m", 2, TakesProject: true),
        new("/lookups", "braces", "Lookups", "k", 2),
        new("/admin", "settings", "Admin", "a", 3),
        new("/trash", "trash-2", "Trash", null, 3),
    ];

    /// <summary>Whether a path (no leading slash, no query) belongs to this page.</summary>
    public bool Covers(string path) => Path switch
    {
        "/" => path.Length == 0 || path.StartsWith("projects", StringComparison.Ordinal),
        "/inventory" => IsUnder(path, "inventory") || IsUnder(path, "products") || IsUnder(path, "compare"),
        _ => IsUnder(path, Path[1..]),
    };

    static bool IsUnder(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
}
