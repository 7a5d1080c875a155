namespace ArtFactory.Engine.Live;

/// <summary>Tells a database that is away for a while from a fault that stays, and when it is back.</summary>
public interface IDatabaseWatch
{
    /// <summary>Whether the fault means that the database is away.</summary>
    bool IsAway(Exception fault);

    /// <summary>Waits until the database answers.</summary>
    Task UntilBackAsync(CancellationToken cancellationToken = default);
}
