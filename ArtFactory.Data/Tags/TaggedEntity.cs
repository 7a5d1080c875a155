namespace ArtFactory.Data.Tags;

/// <summary>What a tag is on; stored in lower case.</summary>
public enum TaggedEntity { Project, Order, Product, Collection }
