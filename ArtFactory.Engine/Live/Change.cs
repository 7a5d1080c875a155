namespace ArtFactory.Engine.Live;

/// <summary>What kind of thing changed.</summary>
public enum ChangeKind { Project, Order, Item, Product, Collection, Tag, Template, Lookup, Provider, Job, Log, Setting }

/// <summary>Something changed; whoever shows it reads it again. Carries no data beyond what finding it takes.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Id">Its id; empty when many changed or it has a text key.</param>
/// <param name="OrderId">The order it belongs to, for items and products.</param>
/// <param name="ProjectId">The project it belongs to.</param>
public sealed record Change(ChangeKind Kind, Guid Id, Guid? OrderId = null, Guid? ProjectId = null)
{
    /// <summary>Whether it names no thing: many of the kind changed, and any may be one of them.</summary>
    public bool IsMany => Id == Guid.Empty;

    /// <summary>Whether the thing of this kind and id changed, or may have.</summary>
    public bool Concerns(ChangeKind kind, Guid id) => Kind == kind && (Id == id || IsMany);

    /// <summary>Whether the order, one of its items or one of its products changed, or may have.</summary>
    public bool ConcernsOrder(Guid order) => OrderId is { } named ? named == order : Kind switch
    {
        ChangeKind.Order => Concerns(ChangeKind.Order, order),
        ChangeKind.Item or ChangeKind.Product => IsMany,
        _ => false,
    };

    /// <summary>Whether the project or something in it changed, or may have; an order that is told without its project may be of any.</summary>
    public bool ConcernsProject(Guid project) => ProjectId is { } named ? named == project : Kind switch
    {
        ChangeKind.Project => Concerns(ChangeKind.Project, project),
        ChangeKind.Order => true,
        ChangeKind.Item or ChangeKind.Product => IsMany,
        _ => false,
    };
}
