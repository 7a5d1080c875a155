using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

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

    [Fact]
    public async Task A_change_comes_by_notice_and_by_no_timer()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var front = new PostgresFront(await PostgresCluster.SharedAsync());
        var name = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString).Database!;

        // The clock of the second one stands still: no timer of its ever fires.
        await using var one = await Node.StartAsync(database);
        await using var two = await Node.StartAsync(database.Options with { ConnectionString = front.ConnectionString(name) }, new FakeTimeProvider());
        await one.TellUntilHeardAsync(two);
        var (withheld, heard) = (new Change(ChangeKind.Project, FactoryId.New()), new Change(ChangeKind.Project, FactoryId.New()));
        front.WithholdsNotices = true;
        var before = front.Withheld;
        one.Feed.Publish(withheld);
        await TestWait.UntilAsync(() => front.Withheld > before);
        front.WithholdsNotices = false;
        one.Feed.Publish(heard);
        await TestWait.UntilAsync(() => two.Elsewhere.Contains(heard));
        two.Elsewhere.ShouldNotContain(withheld, "nothing but the notice would have told of it");
    }

    [Fact]
    public async Task What_happens_just_before_a_node_stops_is_told()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var stays = await Node.StartAsync(database);
        var changes = Enumerable.Range(0, 5).Select(_ => new Change(ChangeKind.Template, FactoryId.New())).ToList();
        await using (var leaves = await Node.StartAsync(database))
        {
            await leaves.TellUntilHeardAsync(stays);
            foreach (var change in changes) leaves.Feed.Publish(change);
        }

        await TestWait.UntilAsync(() => changes.All(stays.Elsewhere.Contains));
    }

    [Fact]
    public async Task What_a_verb_of_the_shell_changes_the_nodes_hear()
    {
        await using var data = await EngineData.CreateAsync(TestDatabase.Postgres);
        await using var node = await Node.StartAsync(new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = data.ConnectionString! }, new FakeTimeProvider());
        await TestWait.UntilAsync(async () =>
        {
            (await data.RunAsync("settings", "backup.keep_count", "3")).ShouldEndWith(0);
            return node.Elsewhere.Any(change => change.Kind == ChangeKind.Setting);
        });
        (await data.RunAsync("seed-demo", "--products", "5")).ShouldEndWith(0);
        (await data.RunAsync("budget", "--project", await AnyProjectAsync(data), "7")).ShouldEndWith(0);
        await TestWait.UntilAsync(() => node.Elsewhere.Any(change => change.Kind is ChangeKind.Project));
    }

    static async Task<string> AnyProjectAsync(EngineData data)
    {
        await using var services = TestDatabase.Build(new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = data.ConnectionString! });
        await using var context = services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContext();
        return (await context.Projects.FirstAsync()).Name;
    }

    static class TestWait
    {
        public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

        public static async Task UntilAsync(Func<Task<bool>> holds)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!await holds()) await Task.Delay(5, limit.Token);
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

        public static Task<Node> StartAsync(TestDatabase database) => StartAsync(database.Options, TimeProvider.System);

        public static async Task<Node> StartAsync(DatabaseOptions options, TimeProvider clock)
        {
            var services = TestDatabase.Build(options, services => services.AddLogging().AddSingleton(clock).AddLive());
            foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(default);
            return new Node(services);
        }

        public async Task TellUntilHeardAsync(Node other)
        {
            var greeting = new Change(ChangeKind.Tag, FactoryId.New());
            await TestWait.UntilAsync(() =>
            {
                Feed.Publish(greeting);
                return other.Elsewhere.Contains(greeting);
            });
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
            await _services.DisposeAsync();
        }
    }
}
