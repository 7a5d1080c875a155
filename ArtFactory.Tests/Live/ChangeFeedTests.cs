using ArtFactory.Engine.Live;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Live;

public sealed class ChangeFeedTests
{
    readonly IChangeFeed _feed = new ServiceCollection().AddLogging().AddLive().BuildServiceProvider().GetRequiredService<IChangeFeed>();

    [Fact]
    public async Task Changes_arrive_together_and_never_two_calls_at_once()
    {
        var (calls, atOnce, seen) = (0, 0, new HashSet<Guid>());
        var all = new TaskCompletionSource();
        using var subscription = _feed.Subscribe(async changes =>
        {
            Interlocked.Increment(ref atOnce).ShouldBe(1);
            calls++;
            await Task.Yield();
            foreach (var change in changes) seen.Add(change.Id);
            if (seen.Count == 500) all.TrySetResult();
            Interlocked.Decrement(ref atOnce);
        });
        for (var i = 0; i < 500; i++) _feed.Publish(new(ChangeKind.Item, ArtFactory.Data.FactoryId.New()));
        await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
        calls.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task The_filter_decides_and_a_disposed_watcher_hears_nothing_more()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<ChangeKind>();
        var first = new TaskCompletionSource();
        var subscription = _feed.Subscribe(changes =>
        {
            foreach (var change in changes) heard.Enqueue(change.Kind);
            first.TrySetResult();
            return Task.CompletedTask;
        }, change => change.Kind == ChangeKind.Order, TimeSpan.FromMilliseconds(1));
        _feed.Publish(new(ChangeKind.Tag, Guid.Empty));
        _feed.Publish(new(ChangeKind.Order, Guid.Empty));
        await first.Task.WaitAsync(TimeSpan.FromSeconds(30));
        subscription.Dispose();
        _feed.Publish(new(ChangeKind.Order, Guid.Empty));
        await Task.Delay(20);
        heard.ShouldBe([ChangeKind.Order]);
    }

    [Fact]
    public async Task A_watcher_that_fails_is_called_again()
    {
        var calls = 0;
        var twice = new TaskCompletionSource();
        using var subscription = _feed.Subscribe(_ =>
        {
            if (++calls == 2) twice.TrySetResult();
            throw new InvalidOperationException("broken page");
        }, interval: TimeSpan.FromMilliseconds(1));
        _feed.Publish(new(ChangeKind.Order, Guid.Empty));
        await Task.Delay(20);
        _feed.Publish(new(ChangeKind.Order, Guid.Empty));
        await twice.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
