namespace ArtFactory.Web.Features.Inventory;

/// <summary>Which tiles are chosen: by click, with shift from the last one, with control one by one.</summary>
public sealed class GallerySelection
{
    /// <summary>The most that are chosen at once.</summary>
    public const int Most = 10_000;

    readonly HashSet<Guid> _chosen = [];

    /// <summary>Index of the tile the next shift-click reaches from; -1 before the first.</summary>
    public int Anchor { get; private set; } = -1;

    public int Count => _chosen.Count;
    public IReadOnlyCollection<Guid> Ids => _chosen;
    public bool Contains(Guid id) => _chosen.Contains(id);

    /// <summary>Chooses or leaves one tile, and anchors there.</summary>
    public void Toggle(int index, Guid id)
    {
        if (!_chosen.Add(id)) _chosen.Remove(id);
        Anchor = index;
    }

    /// <summary>Chooses everything from the anchor to that tile; the anchor stays.</summary>
    /// <param name="index">Where the reach ends.</param>
    /// <param name="idAt">The id at an index; null where none is known.</param>
    public void Reach(int index, Func<int, Guid?> idAt)
    {
        if (Anchor < 0) Anchor = index;
        for (var i = Math.Min(Anchor, index); i <= Math.Max(Anchor, index); i++)
            if (idAt(i) is { } id) _chosen.Add(id);
    }

    public void Add(IEnumerable<Guid> ids) => _chosen.UnionWith(ids);

    public void Clear()
    {
        _chosen.Clear();
        Anchor = -1;
    }
}
