namespace ArtFactory.Engine.Live;

/// <summary>What other nodes tell of their changes; the feed shows it to watchers here, and the line looks for work.</summary>
public interface IChangesElsewhere
{
    /// <summary>Changes another node made, as they arrive; on a thread of the pool, and not for long.</summary>
    event Action<IReadOnlyCollection<Change>>? Arrived;
}
