using ArtFactory.Data.Tags;

namespace ArtFactory.Engine.Curation;

/// <summary>One thing that carries a tag.</summary>
/// <param name="Name">Its name; an order's is its prompt, which may be empty.</param>
public sealed record TaggedThing(TaggedEntity Kind, Guid Id, string Name, DateTime CreatedAt);
