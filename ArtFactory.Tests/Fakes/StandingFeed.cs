using ArtFactory.Engine.Live;

namespace ArtFactory.Tests.Fakes;

/// <summary>A feed that tells nobody, and lets the next who tells of one thing stand still until the test lets it go on.</summary>
public sealed class StandingFeed : IChangeFeed
{
    readonly TaskCompletionSource _stands = new(TaskCreationOptions.RunContinuationsAsynchronously);
    (Guid Id, TaskCompletionSource Gate)? _gate;

    /// <summary>Ends when somebody stands still.</summary>
    public Task Stands => _stands.Task;

    /// <summary>The next who tells of that thing stands still until the returned source is completed; those after do not.</summary>
    public TaskCompletionSource StandAt(Guid id)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_stands) _gate = (id, gate);
        return gate;
    }

    public void Publish(Change change)
    {
        TaskCompletionSource gate;
        lock (_stands)
        {
            if (_gate is not { } set || set.Id != change.Id) return;
            gate = set.Gate;
            _gate = null;
        }

        _stands.TrySetResult();
        gate.Task.GetAwaiter().GetResult();
    }

    public IDisposable Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter = null, TimeSpan? interval = null) => new Nothing();

    sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
