namespace ArtFactory.Engine.Live;

/// <summary>The feed from wherever work happens to whoever watches; never blocks the publisher.</summary>
public interface IChangeFeed
{
    void Publish(Change change);

    /// <summary>
    /// Calls back with what changed, coalesced: at most one call per interval (100 ms unless told), never two at once, on a
    /// thread of the pool. Under load changes come without ids: filter by <see cref="Change.Concerns"/> and its like. Dispose the result to stop.
    /// </summary>
    IDisposable Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter = null, TimeSpan? interval = null);
}
