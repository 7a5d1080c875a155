using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Tests.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ArtFactory.Tests.Live;

/// <summary>The feeds of two nodes on one server.</summary>
public sealed class ClusterFeedTests
{
    [Fact]
    public async Task What_happens_in_one_node_is_seen_in_the_other_and_comes_back_to_nobody()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var one = await Node.StartAsync(database);
        await using var two = await Node.StartAsync(database);
        var (order, project) = (FactoryId.New(), FactoryId.New());
        var change = new Change(ChangeKind.Item, FactoryId.New(), order, project);

        // Until both listen, what is told may be missed.
        await one.TellUntilHeardAsync(two);
        await two.TellUntilHeardAsync(one);
        one.Feed.Publish(change);
        await TestWait.UntilAsync(() => one.Seen.Contains(change) && two.Seen.Contains(change));
        two.Seen.Count(c => c == change).ShouldBe(1);
        one.Seen.Count(c => c == change).ShouldBe(1);
        one.Elsewhere.ShouldNotContain(change);
        two.Elsewhere.ShouldContain(change);
    }

    [Fact]
    public async Task Many_changes_become_few_words()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var one = await Node.StartAsync(database);
        await using var two = await Node.StartAsync(database);
        await one.TellUntilHeardAsync(two);
        for (var i = 0; i < 5_000; i++) one.Feed.Publish(new Change(ChangeKind.Product, FactoryId.New()));
        await TestWait.UntilAsync(() => two.Seen.Contains(new Change(ChangeKind.Product, Guid.Empty)));
        two.Seen.Count.ShouldBeLessThan(5_000);
    }

    static class TestWait
    {
        public static async Task UntilAsync(Func<bool> holds)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!holds()) await Task.Delay(5, limit.Token);
        }
    }

    sealed class Node : IAsyncDisposable
    {
        readonly ServiceProvider _services;
        readonly List<Change> _seen = [];
        readonly List<Change> _elsewhere = [];

        Node(ServiceProvider services)
        {
            _services = services;
            Feed.Subscribe(changes =>
            {
                lock (_seen) _seen.AddRange(changes);
                return Task.CompletedTask;
            });
            services.GetRequiredService<IChangesElsewhere>().Arrived += changes =>
            {
                lock (_elsewhere) _elsewhere.AddRange(changes);
            };
        }

        public IChangeFeed Feed => _services.GetRequiredService<IChangeFeed>();

        public IReadOnlyList<Change> Seen
        {
            get
            {
                lock (_seen) return [.. _seen];
            }
        }

        public IReadOnlyList<Change> Elsewhere
        {
            get
            {
                lock (_elsewhere) return [.. _elsewhere];
            }
        }

        public static async Task<Node> StartAsync(TestDatabase database)
        {
            var services = TestDatabase.Build(database.Options, services => services.AddLogging().AddLive());
            foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(default);
            return new Node(services);
        }

        public async Task TellUntilHeardAsync(Node other)
        {
            var greeting = new Change(ChangeKind.Tag, FactoryId.New());
            await TestWait.UntilAsync(() =>
            {
                Feed.Publish(greeting);
                return other.Seen.Contains(greeting);
            });
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
            await _services.DisposeAsync();
        }
    }
}
