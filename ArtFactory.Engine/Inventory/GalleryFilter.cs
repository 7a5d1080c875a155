using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Inventory;

/// <summary>A query made ready: names turned into ids, text into an expression of the index.</summary>
/// <param name="Tags">The rarest first, with the uses of each.</param>
/// <param name="Match">An expression of the full-text index; null without text.</param>
/// <param name="IsEmpty">Nothing can match: a tag does not exist.</param>
sealed record GalleryFilter(
    Guid? ProjectId, Guid? OrderId, Guid? CollectionId, ProductType? Type, bool? Liked, int? MinimumRating, IReadOnlyList<(Guid Id, long Uses)> Tags,
    string? Provider, string? Model, string? Match, bool OldestFirst, bool IsEmpty)
{
    public bool HasModel => Provider is not null || Model is not null;

    /// <summary>The drivers there are, apart from arrival order.</summary>
    public IEnumerable<GalleryDriver> Drivers()
    {
        if (OrderId is not null) yield return GalleryDriver.Order;
        if (CollectionId is not null) yield return GalleryDriver.Collection;
        if (Tags.Count > 0) yield return GalleryDriver.Tag;
        if (Match is not null) yield return GalleryDriver.Text;
        if (ProjectId is not null) yield return GalleryDriver.Project;
        if (Liked == true) yield return GalleryDriver.Liked;
        if (MinimumRating is not null) yield return GalleryDriver.Rating;
        if (HasModel) yield return GalleryDriver.Model;
        if (Type is not null) yield return GalleryDriver.Type;
    }
}
