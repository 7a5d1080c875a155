namespace ArtFactory.Data.Tags;

/// <summary>One tag on one thing.</summary>
public sealed class TagAssociation
{
    public Guid TagId { get; set; }
    public TaggedEntity EntityType { get; set; }
    public Guid EntityId { get; set; }
    public DateTime CreatedAt { get; set; }
}
