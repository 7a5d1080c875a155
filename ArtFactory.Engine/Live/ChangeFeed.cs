using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Live;

/// <summary>The feed within one process.</summary>
sealed class ChangeFeed(TimeProvider time, ILogger<ChangeFeed> logger) : IChangeFeed
{
    static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);
    ImmutableArray<ChangeSubscription> _subscriptions = [];

    ImmutableArray<ChangeSubscription> _tellers = [];

    public void Publish(Change change)
    {
        foreach (var teller in _tellers) teller.Offer(change);
        Receive(change);
    }

    /// <summary>A change of another node: those who watch here see it, and it is told to nobody.</summary>
    public void Receive(Change change)
    {
        foreach (var subscription in _subscriptions) subscription.Offer(change);
    }

    public IDisposable Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter = null, TimeSpan? interval = null) =>
        Subscribe(onChanges, filter, interval, onlyOwn: false);

    /// <summary>As the others, but for who tells other nodes: what came from them is left out.</summary>
    public ChangeSubscription Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, TimeSpan interval, bool onlyOwn) => Subscribe(onChanges, null, interval, onlyOwn);

    ChangeSubscription Subscribe(Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter, TimeSpan? interval, bool onlyOwn)
    {
        if (onlyOwn)
        {
            var teller = new ChangeSubscription(onChanges, filter, interval ?? UsualInterval, time, logger,
                ended => ImmutableInterlocked.Update(ref _tellers, (all, one) => all.Remove(one), ended));
            ImmutableInterlocked.Update(ref _tellers, (all, one) => all.Add(one), teller);
            return teller;
        }

        var subscription = new ChangeSubscription(onChanges, filter, interval ?? UsualInterval, time, logger,
            ended => ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Remove(one), ended));
        ImmutableInterlocked.Update(ref _subscriptions, (all, one) => all.Add(one), subscription);
        return subscription;
    }
}
