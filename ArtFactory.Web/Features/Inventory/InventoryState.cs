using ArtFactory.Data.Tags;
using ArtFactory.Engine.Curation;
using ArtFactory.Engine.Inventory;
using ArtFactory.Web.Shared;

namespace ArtFactory.Web.Features.Inventory;

/// <summary>What the inventory page does: acts on the chosen products or on the one with the focus, each with its undo.</summary>
public sealed class InventoryState(ICurator curator, ICollectionShelf collections, Toasts toasts, Func<IReadOnlyCollection<Guid>, bool, Task> changed)
{
    public GallerySelection Selection { get; } = new();

    /// <summary>The collection that <c>C</c> and the last pick add to.</summary>
    public CollectionCard? CurrentCollection { get; private set; }

    /// <summary>A culling key on a tile; with a selection it goes to all that are chosen.</summary>
    public async Task PressAsync(GalleryTile? tile, string key)
    {
        if (key == "Escape")
        {
            Selection.Clear();
            await changed([], false);
            return;
        }

        IReadOnlyCollection<Guid> ids = Selection.Count > 0 ? [.. Selection.Ids] : tile is null ? [] : [tile.Id];
        if (ids.Count == 0) return;
        switch (key)
        {
            case "l" or "L": await LikeAsync(ids, Selection.Count > 0 || tile is not { Liked: true }); break;
            case "x" or "X" or "Delete": await TrashAsync(ids); break;
            case "c" or "C": await CollectAgainAsync(ids); break;
            case "t" or "T": Choose(ids); break;
            case "0": await RateAsync(ids, null); break;
            default:
                if (key.Length == 1 && key[0] is >= '1' and <= '5') await RateAsync(ids, key[0] - '0');
                break;
        }
    }

    /// <summary>The bar of the chosen appears, with its box for tags.</summary>
    void Choose(IReadOnlyCollection<Guid> ids) => Selection.Add(ids);

    Task CollectAgainAsync(IReadOnlyCollection<Guid> ids)
    {
        if (CurrentCollection is { } collection) return CollectAsync(ids, collection);
        toasts.Say("No collection was used yet: choose products and press Collect; C then adds to the same one.");
        return Task.CompletedTask;
    }

    public async Task LikeAsync(IReadOnlyCollection<Guid> ids, bool liked)
    {
        await curator.LikeAsync(ids, liked);
        await changed(ids, false);
    }

    public async Task RateAsync(IReadOnlyCollection<Guid> ids, int? rating)
    {
        await curator.RateAsync(ids, rating);
        await changed(ids, false);
    }

    public async Task TrashAsync(IReadOnlyCollection<Guid> ids)
    {
        var count = await curator.TrashAsync(ids);
        Selection.Clear();
        await changed(ids, true);
        toasts.Done(count == 1 ? "Moved to the trash." : $"{count:N0} moved to the trash.", async () =>
        {
            await curator.RestoreAsync(ids);
            await changed(ids, true);
        });
    }

    public async Task TagAsync(IReadOnlyCollection<Guid> ids, string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return;
        var tag = await curator.TagAsync(TaggedEntity.Product, ids, name);
        await changed(ids, false);
        toasts.Done($"Tagged {Count(ids.Count)} “{tag.Name}”.", async () =>
        {
            await curator.UntagAsync(TaggedEntity.Product, ids, tag.Id);
            await changed(ids, false);
        });
    }

    public async Task CollectAsync(IReadOnlyCollection<Guid> ids, CollectionCard collection)
    {
        CurrentCollection = collection;
        var added = await collections.AddAsync(collection.Id, ids);
        toasts.Done(added == 0 ? $"Already in “{collection.Name}”." : $"Added {Count(added)} to “{collection.Name}”.");
    }

    public async Task CollectInNewAsync(IReadOnlyCollection<Guid> ids, string name)
    {
        var id = await collections.CreateAsync(name);
        if (await collections.FindAsync(id) is { } card) await CollectAsync(ids, card);
    }

    public async Task MoveAsync(IReadOnlyCollection<Guid> ids, Guid projectId, string projectName)
    {
        var moved = await curator.MoveAsync(ids, projectId);
        Selection.Clear();
        await changed(ids, true);
        toasts.Done($"Moved {Count(moved)} to “{projectName}”.");
    }

    static string Count(int count) => count == 1 ? "1 product" : $"{count:N0} products";
}
