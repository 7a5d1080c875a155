namespace ArtFactory.Engine.Upkeep.Demo;

/// <summary>A tag and the share of products that carry it, 0 to 1.</summary>
sealed record DemoTag(Guid Id, double Share);
