using ArtFactory.Data.Tags;

namespace ArtFactory.Engine.Curation;

/// <summary>What carries a tag, without what is in the trash.</summary>
/// <param name="Counts">How many things of each kind carry it; a kind that has none is absent. They add up to <see cref="TagRow.UsageCount"/>.</param>
/// <param name="Things">Projects, orders and collections, the newest of each kind first; products are the gallery's.</param>
public sealed record TagUse(TagRow Tag, IReadOnlyDictionary<TaggedEntity, int> Counts, IReadOnlyList<TaggedThing> Things)
{
    public int CountOf(TaggedEntity kind) => Counts.GetValueOrDefault(kind);
}
