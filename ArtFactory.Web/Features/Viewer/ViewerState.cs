using ArtFactory.Engine;
using ArtFactory.Engine.Curation;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Projects;
using ArtFactory.Web.Shared;

namespace ArtFactory.Web.Features.Viewer;

/// <summary>One product and its neighbours in the list it was opened from, and what can be done with it.</summary>
public sealed class ViewerState(IGallery gallery, ICurator curator, ICollectionShelf collections, IProjectShelf projects, Toasts toasts)
{
    public ProductDetail? Product { get; private set; }
    public Guid? Previous { get; private set; }
    public Guid? Next { get; private set; }

    /// <summary>Tiles of the neighbours, so that their pictures can be fetched before they are asked for.</summary>
    public IReadOnlyList<GalleryTile> Neighbours { get; private set; } = [];

    public GalleryQuery Query { get; private set; } = new();
    public bool Missing { get; private set; }

    public async Task LoadAsync(Guid id, GalleryQuery query)
    {
        Query = query;
        var product = await gallery.FindAsync(id);
        Missing = product is null;
        Product = product;
        if (product is null) return;
        (Previous, Next) = await gallery.NeighboursAsync(query, id);
        Neighbours = await gallery.TilesAsync([.. new[] { Next, Previous }.OfType<Guid>()]);
    }

    /// <summary>Reads the product again; its place in the list stays.</summary>
    public async Task RefreshAsync()
    {
        if (Product is { } product) Product = await gallery.FindAsync(product.Id) ?? product;
    }

    public async Task LikeAsync()
    {
        if (Product is not { } product) return;
        await curator.LikeAsync([product.Id], !product.Liked);
        Product = product with { Liked = !product.Liked };
    }

    /// <param name="rating">1 to 5; the present one again, or null, clears.</param>
    public async Task RateAsync(int? rating)
    {
        if (Product is not { } product) return;
        if (rating == product.Rating) rating = null;
        await curator.RateAsync([product.Id], rating);
        Product = product with { Rating = rating };
    }

    public async Task SaveNotesAsync(string notes)
    {
        if (Product is not { } product || notes == (product.Notes ?? "")) return;
        var kept = string.IsNullOrWhiteSpace(notes) ? null : notes;
        await curator.SetNotesAsync(product.Id, kept);
        Product = product with { Notes = kept };
    }

    public async Task CollectAsync(CollectionCard collection)
    {
        if (Product is not { } product) return;
        await collections.AddAsync(collection.Id, [product.Id]);
        await RefreshAsync();
    }

    /// <summary>Shows the product first on its project's card, or no longer.</summary>
    public async Task FeatureAsync()
    {
        if (Product is not { } product) return;
        try
        {
            await projects.FeatureAsync(product.Id, !product.IsFeatured);
            toasts.Done(product.IsFeatured ? "No longer featured." : $"{product.ProjectName} shows it on its card.");
        }
        catch (InvalidInputException mistake)
        {
            toasts.Failed(mistake.Message);
        }

        await RefreshAsync();
    }

    /// <summary>Puts the product in the trash; answers where to go: the next one, else the one before, else none.</summary>
    public async Task<Guid?> TrashAsync(Func<Guid, Task> show)
    {
        if (Product is not { } product) return null;
        await curator.TrashAsync([product.Id]);
        toasts.Done("Moved to the trash.", async () =>
        {
            await curator.RestoreAsync([product.Id]);
            await show(product.Id);
        });
        return Next ?? Previous;
    }

    /// <summary>Back from the trash.</summary>
    public async Task RestoreAsync()
    {
        if (Product is not { } product) return;
        await curator.RestoreAsync([product.Id]);
        await RefreshAsync();
    }
}
