using ArtFactory.Engine.Live;

namespace ArtFactory.Tests.Fakes;

/// <summary>A database that is never away.</summary>
sealed class QuietWatch : IDatabaseWatch
{
    public bool IsAway(Exception fault) => false;

    public Task UntilBackAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
