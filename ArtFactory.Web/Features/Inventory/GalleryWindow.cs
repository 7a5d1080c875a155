using ArtFactory.Engine.Inventory;

namespace ArtFactory.Web.Features.Inventory;

/// <summary>
/// A gallery of any size seen through keyset pages: tiles by index, of which only the pages near the last look are held. A page
/// that was dropped is read again from its cursor, so that memory does not grow with how far somebody scrolls.
/// </summary>
/// <param name="gallery">Where pages come from.</param>
/// <param name="query">What is shown.</param>
/// <param name="pageSize">Tiles a page.</param>
/// <param name="heldPages">Pages held at most.</param>
public sealed class GalleryWindow(IGallery gallery, GalleryQuery query, int pageSize = 60, int heldPages = 12)
{
    readonly List<string?> _cursors = [null];
    readonly Dictionary<int, IReadOnlyList<GalleryTile>> _pages = [];
    int _lastPageTiles;

    public GalleryQuery Query { get; } = query;

    /// <summary>Tiles known to exist: all pages read so far.</summary>
    public int Known { get; private set; }

    /// <summary>Whether the last page was reached, so that <see cref="Known"/> is all there is.</summary>
    public bool Complete { get; private set; }

    /// <summary>The tile at an index, if its page is held.</summary>
    public GalleryTile? this[int index]
    {
        get
        {
            var (page, offset) = Math.DivRem(index, pageSize);
            return _pages.TryGetValue(page, out var tiles) && offset < tiles.Count ? tiles[offset] : null;
        }
    }

    /// <summary>The ids of all tiles that are held.</summary>
    public IEnumerable<Guid> Held => _pages.Values.SelectMany(tiles => tiles).Select(tile => tile.Id);

    /// <summary>Makes sure that the tiles from <paramref name="first"/> to <paramref name="last"/> are held, as far as they exist.</summary>
    public async Task EnsureAsync(int first, int last, CancellationToken cancellationToken = default)
    {
        var from = Math.Max(0, first) / pageSize;
        var to = Math.Max(0, last) / pageSize;

        // Cursors form a chain: a page is reached through those before it.
        for (var page = Math.Min(from, _cursors.Count - 1); page <= to && page < _cursors.Count; page++)
            if (!_pages.ContainsKey(page)) await ReadAsync(page, cancellationToken);

        foreach (var page in _pages.Keys.Where(p => p < from || p > to).OrderByDescending(p => p < from ? from - p : p - to)
                     .Take(Math.Max(0, _pages.Count - Math.Max(heldPages, to - from + 1))).ToList())
            _pages.Remove(page);
    }

    /// <summary>Puts a changed tile in the place of the one with its id; false if it is not held.</summary>
    public bool Replace(GalleryTile tile)
    {
        foreach (var (page, tiles) in _pages)
        {
            for (var i = 0; i < tiles.Count; i++)
            {
                if (tiles[i].Id != tile.Id) continue;
                _pages[page] = [.. tiles.Take(i), tile, .. tiles.Skip(i + 1)];
                return true;
            }
        }

        return false;
    }

    /// <summary>The index of a tile that is held; -1 if it is not.</summary>
    public int IndexOf(Guid id)
    {
        foreach (var (page, tiles) in _pages)
            for (var i = 0; i < tiles.Count; i++)
                if (tiles[i].Id == id) return page * pageSize + i;
        return -1;
    }

    /// <summary>Forgets every page and reads as many again as were known, so that what came, went or moved shows.</summary>
    public async Task ReloadAsync(int first, int last, CancellationToken cancellationToken = default)
    {
        _pages.Clear();
        _cursors.RemoveRange(1, _cursors.Count - 1);
        (Known, Complete, _lastPageTiles) = (0, false, 0);

        // The chain of cursors is rebuilt up to where the person is; pages on the way are dropped as they pass.
        for (var page = 0; page <= last / pageSize && page < _cursors.Count; page++)
            await EnsureAsync(Math.Min(first, page * pageSize), page * pageSize, cancellationToken);
        await EnsureAsync(first, last, cancellationToken);
    }

    async Task ReadAsync(int page, CancellationToken cancellationToken)
    {
        var answer = await gallery.PageAsync(Query, _cursors[page], pageSize, cancellationToken);
        _pages[page] = answer.Tiles;
        if (page != _cursors.Count - 1) return;

        if (answer.Next is { } next && answer.Tiles.Count == pageSize)
        {
            _cursors.Add(next);
            Known = _cursors.Count * pageSize - pageSize;
            return;
        }

        _lastPageTiles = answer.Tiles.Count;
        Known = page * pageSize + _lastPageTiles;
        Complete = true;
    }
}
