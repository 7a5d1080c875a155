using System.Collections.Concurrent;
using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Live;

/// <summary>Two nodes on a wire that fails: nothing that happened is lost, and nobody reads what was.</summary>
public sealed class ClusterFeedFaultTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new();
    readonly NoticeWire _wire = new();
    readonly Node _one, _two;

    public ClusterFeedFaultTests() => (_one, _two) = (new Node(_wire, _clock), new Node(_wire, _clock));

    public async Task InitializeAsync()
    {
        await _one.StartAsync();
        await _two.StartAsync();
        await UntilAsync(() => _wire.Listeners == 2);
    }

    public async Task DisposeAsync()
    {
        await _one.StopAsync();
        await _two.StopAsync();
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_when_it_can_be_with_what_happened_meanwhile()
    {
        var (first, second) = (new Change(ChangeKind.Item, FactoryId.New()), new Change(ChangeKind.Setting, Guid.Empty));
        _wire.Fails = true;
        _one.Feed.Publish(first);
        await UntilAsync(() => _wire.Refused > 0);
        _one.Feed.Publish(second);
        await UntilAsync(() => _wire.Refused > 1);
        _wire.Fails = false;
        await UntilAsync(() => _two.Seen.Contains(first) && _two.Seen.Contains(second));
        _two.Seen.Count(change => change == first).ShouldBe(1);
        _one.Seen.Count(change => change == first).ShouldBe(1);
    }

    [Fact]
    public async Task After_a_break_every_kind_may_have_changed()
    {
        _wire.Break();
        await UntilAsync(() => Enum.GetValues<ChangeKind>().All(kind => _two.Seen.Contains(new Change(kind, Guid.Empty))));
        _two.Forgotten.Distinct().ShouldBe(Enum.GetValues<ChangeKind>(), ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_remembered_is_forgotten_before_anybody_is_told()
    {
        _one.Feed.Publish(new Change(ChangeKind.Lookup, FactoryId.New()));
        await UntilAsync(() => _two.Order.Count >= 3);
        _two.Order.First().ShouldBe("forgotten");
        _two.Order.ShouldContain("elsewhere");
        _two.Order.ShouldContain("watcher");
        _two.Forgotten.ShouldBe([ChangeKind.Lookup]);
        _one.Forgotten.ShouldBeEmpty();
    }

    /// <summary>Lets time pass until it holds: what waits for the clock goes on.</summary>
    async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(2, limit.Token);
        }
    }

    sealed class Node : IRemembers
    {
        readonly ServiceProvider _services;

        public Node(NoticeWire wire, TimeProvider clock)
        {
            _services = new ServiceCollection().AddLogging().AddSingleton(clock).AddSingleton<INotices>(wire).AddSingleton<IRemembers>(this).AddLive().BuildServiceProvider();
            _services.GetRequiredService<IChangesElsewhere>().Arrived += _ => Order.Enqueue("elsewhere");

            // Called within the telling itself, before any watcher's own task.
            Feed.Subscribe(_ => Task.CompletedTask, _ =>
            {
                Order.Enqueue("watcher");
                return false;
            });
            Feed.Subscribe(changes =>
            {
                foreach (var change in changes) Seen.Enqueue(change);
                return Task.CompletedTask;
            });
        }

        public IChangeFeed Feed => _services.GetRequiredService<IChangeFeed>();
        public ConcurrentQueue<Change> Seen { get; } = [];
        public ConcurrentQueue<string> Order { get; } = [];
        public ConcurrentQueue<ChangeKind> Forgotten { get; } = [];

        public void Forget(ChangeKind kind)
        {
            Forgotten.Enqueue(kind);
            Order.Enqueue("forgotten");
        }

        public Task StartAsync() => Task.WhenAll(_services.GetServices<IHostedService>().Select(service => service.StartAsync(default)));

        public async Task StopAsync()
        {
            await Task.WhenAll(_services.GetServices<IHostedService>().Select(service => service.StopAsync(default)));
            await _services.DisposeAsync();
        }
    }
}
