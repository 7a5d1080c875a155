using System.Collections.Concurrent;
using ArtFactory.Engine.Live;

namespace ArtFactory.Tests.Fakes;

/// <summary>A feed that keeps what was published and tells nobody.</summary>
public sealed class RecordingFeed : IChangeFeed
{
    public ConcurrentQueue<Change> Published { get; } = new();

    public void Publish(Change change) => Published.Enqueue(change);

    public IDisposable Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter = null, TimeSpan? interval = null) => new Nothing();

    sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
