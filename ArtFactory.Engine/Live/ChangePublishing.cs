namespace ArtFactory.Engine.Live;

/// <summary>Publishing what many rows have in common.</summary>
static class ChangePublishing
{
    const int NamedOneByOne = 50;

    /// <summary>One change for each of a few ids; for many, one that says "many".</summary>
    public static void Publish(this IChangeFeed feed, ChangeKind kind, IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count > NamedOneByOne) feed.Publish(new Change(kind, Guid.Empty));
        else foreach (var id in ids) feed.Publish(new Change(kind, id));
    }
}
