namespace ArtFactory.Engine.Live;

/// <summary>What kind of thing changed.</summary>
public enum ChangeKind { Project, Order, Item, Product, Collection, Tag, Template, Lookup, Provider, Job, Log, Setting }

/// <summary>Something changed; whoever shows it reads it again. Carries no data beyond what finding it takes.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Id">Its id; empty when many changed or it has a text key.</param>
/// <param name="OrderId">The order it belongs to, for items and products.</param>
/// <param name="ProjectId">The project it belongs to.</param>
public sealed record Change(ChangeKind Kind, Guid Id, Guid? OrderId = null, Guid? ProjectId = null);
