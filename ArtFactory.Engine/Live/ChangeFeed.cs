using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Live;

/// <summary>The feed within one process.</summary>
sealed class ChangeFeed(TimeProvider time, ILogger<ChangeFeed> logger) : IChangeFeed
{
    static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);
    ImmutableArray<ChangeSubscription> _subscriptions = [];

    public void Publish(Change change)
    {
        foreach (var subscription in _subscriptions) subscription.Offer(change);
    }

    public IDisposable Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter = null, TimeSpan? interval = null)
    {
        var subscription = new ChangeSubscription(onChanges, filter, interval ?? UsualInterval, time, logger,
            ended => ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Remove(one), ended));
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Add(one), subscription);
        return subscription;
    }
}
