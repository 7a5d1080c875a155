using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Production;

/// <summary>A lock whose session the server ends alone, while the process that worked under it goes on.</summary>
public sealed class LostLockTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_lock_whose_session_was_ended_is_known_to_be_gone_and_can_be_taken()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var held = await database.Engine.TryLockAsync("one thing");
        (await database.Engine.TryLockAsync("one thing")).ShouldBeNull();
        await EndSessionAsync(database.Engine, "one thing");
        await TestFactory.UntilAsync(() => Task.FromResult(held!.Lost.IsCancellationRequested));
        await using var next = await database.Engine.TryLockAsync("one thing");
        next.ShouldNotBeNull().Lost.IsCancellationRequested.ShouldBeFalse();
        await using var connection = await database.Engine.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        held!.StillHolds(connection, transaction).ShouldBeFalse();
        next.StillHolds(connection, transaction).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_takes_a_lost_lock_waits_for_what_its_last_holder_still_writes()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var held = await database.Engine.TryLockAsync("one thing");
        await using var connection = await database.Engine.OpenConnectionAsync();
        Task<IHeldLock?> taking;
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            held!.StillHolds(connection, transaction).ShouldBeTrue();
            await EndSessionAsync(database.Engine, "one thing");
            taking = Task.Run(async () => await database.Engine.TryLockAsync("one thing"));
            await TestFactory.UntilAsync(async () => (await database.RowsAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))[0][0] != "0");
            taking.IsCompleted.ShouldBeFalse("what was begun under the lock comes first");
            await transaction.CommitAsync();
        }

        await using var next = await taking.WaitAsync(Patience);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task Work_that_heeds_its_token_is_stopped_and_another_node_finishes_it()
    {
        var work = new SteppedWork { HeedsItsToken = true };
        await using var factory = await TestFactory.CreateAsync(TestDatabase.Postgres, services => services.AddSingleton<ILongWork>(work));
        var job = await factory.Get<LongJobs>().AskAsync(SteppedWork.KindName);
        var first = RunAsync(factory, job);
        await work.BegunAsync(1);
        await EndSessionAsync(factory.Get<IDatabaseEngine>(), $"job {job}");

        // Nobody else has the lock yet, and the work is stopped all the same.
        await first.WaitAsync(Patience);
        (await RowAsync(factory, job)).ShouldSatisfyAllConditions(j => j.State.ShouldBe(BackgroundJobState.Running), j => j.ErrorMessage.ShouldBeNull());
        work.LetGo(2);
        await RunAsync(factory, job).WaitAsync(Patience);
        (await RowAsync(factory, job)).ShouldSatisfyAllConditions(j => j.State.ShouldBe(BackgroundJobState.Done), j => j.Done.ShouldBe(2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_notices_nothing_writes_nothing_more_once_another_node_has_it(bool failsAtItsEnd)
    {
        var work = new SteppedWork { FailsAtItsEnd = failsAtItsEnd };
        await using var factory = await TestFactory.CreateAsync(TestDatabase.Postgres, services => services.AddSingleton<ILongWork>(work));
        var job = await factory.Get<LongJobs>().AskAsync(SteppedWork.KindName);
        var first = RunAsync(factory, job);
        await work.BegunAsync(1);
        await EndSessionAsync(factory.Get<IDatabaseEngine>(), $"job {job}");
        await TestFactory.UntilAsync(async () => await IsFreeAsync(factory, job));
        var second = RunAsync(factory, job);
        await work.BegunAsync(2);

        // The first goes on only now, as if it had stood still all the while.
        work.LetGo(1);
        await first.WaitAsync(Patience);
        work.Refused.ShouldBe([1]);
        (await RowAsync(factory, job)).ShouldSatisfyAllConditions(
            j => j.State.ShouldBe(BackgroundJobState.Running), j => j.Done.ShouldBe(0), j => j.ErrorMessage.ShouldBeNull(), j => j.EndedAt.ShouldBeNull());

        work.LetGo(2);
        await second.WaitAsync(Patience);
        (await RowAsync(factory, job)).ShouldSatisfyAllConditions(j => j.State.ShouldBe(failsAtItsEnd ? BackgroundJobState.Failed : BackgroundJobState.Done), j => j.Done.ShouldBe(2));
    }

    [Fact]
    public async Task An_order_that_two_nodes_expand_after_a_lost_lock_has_each_item_once()
    {
        const int items = 95;
        var feed = new StandingFeed();
        await using var factory = await TestFactory.CreateAsync(
            TestDatabase.Postgres, line: o => o.ExpansionBatch = 10, replace: services => services.AddSingleton<IChangeFeed>(feed));
        var order = await factory.PlaceAsync("n", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = $"1..{items}" } });
        await using var context = factory.Open();
        var job = (await context.BackgroundJobs.AsNoTracking().SingleAsync()).Id;

        // It stands still after its first batch, at the telling.
        var gate = feed.StandAt(order);
        var first = RunAsync(factory, job);
        await feed.Stands.WaitAsync(Patience);
        await EndSessionAsync(factory.Get<IDatabaseEngine>(), $"job {job}");
        await TestFactory.UntilAsync(async () => await IsFreeAsync(factory, job));
        await RunAsync(factory, job).WaitAsync(Patience);
        (await factory.ItemsAsync(order)).Count.ShouldBe(items);
        gate.SetResult();
        await first.WaitAsync(Patience);
        (await factory.ItemsAsync(order)).Select(i => i.SequenceNumber).ShouldBe(Enumerable.Range(1, items));
        (await RowAsync(factory, job)).ShouldSatisfyAllConditions(j => j.State.ShouldBe(BackgroundJobState.Done), j => j.ErrorMessage.ShouldBeNull());
    }

    [Fact]
    public async Task A_node_whose_lock_was_lost_takes_it_anew()
    {
        await using var factory = await TestFactory.RunningAsync(TestDatabase.Postgres);
        var name = $"node {factory.Get<Workbench>().Owner}";
        var engine = factory.Get<IDatabaseEngine>();
        await TestFactory.UntilAsync(async () => await HolderAsync(engine, name) is not null);
        var before = await HolderAsync(engine, name);
        await EndSessionAsync(engine, name);
        await TestFactory.UntilAsync(async () => await HolderAsync(engine, name) is { } now && now != before);
    }

    static Task RunAsync(TestFactory factory, Guid job) => Task.Run(() => factory.Get<LongJobRunner>().RunAsync(job, default));

    static async Task<BackgroundJob> RowAsync(TestFactory factory, Guid job)
    {
        await using var context = factory.Open();
        return await context.BackgroundJobs.AsNoTracking().SingleAsync(j => j.Id == job);
    }

    static async Task<bool> IsFreeAsync(TestFactory factory, Guid job) => await HolderAsync(factory.Get<IDatabaseEngine>(), $"job {job}") is null;

    /// <summary>Ends the session that holds the lock, as an operator or a server in trouble would, and no other.</summary>
    static async Task EndSessionAsync(IDatabaseEngine engine, string name)
    {
        var holder = (await HolderAsync(engine, name)).ShouldNotBeNull();
        await using var connection = await engine.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        // With a time to wait: the signal alone returns before the session has let its locks go.
        command.CommandText = $"SELECT pg_terminate_backend({holder}, 30000)";
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }

    /// <summary>The server's process that holds the lock; null when nobody does.</summary>
    static async Task<int?> HolderAsync(IDatabaseEngine engine, string name)
    {
        await using var connection = await engine.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND ((classid::bigint << 32) | objid::bigint) = hashtextextended('art factory {name}', 0)
            """;
        return (int?)await command.ExecuteScalarAsync();
    }

    /// <summary>Work in one step a run, which begins and then waits until the test lets it go on.</summary>
    sealed class SteppedWork : ILongWork
    {
        public const string KindName = "stepped-work";
        readonly TaskCompletionSource[] _begun = [new(), new(), new()], _gates = [new(), new(), new()];
        readonly List<int> _refused = [];
        int _runs;

        public bool HeedsItsToken { get; init; }
        public bool FailsAtItsEnd { get; init; }
        public string Kind => KindName;

        /// <summary>The runs whose report was refused.</summary>
        public IReadOnlyList<int> Refused => _refused;

        public Task BegunAsync(int run) => _begun[run].Task.WaitAsync(Patience);

        public void LetGo(int run) => _gates[run].SetResult();

        public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
        {
            var run = Interlocked.Increment(ref _runs);
            _begun[run].SetResult();
            await _gates[run].Task.WaitAsync(HeedsItsToken ? cancellationToken : CancellationToken.None);
            try
            {
                await job.ReportAsync(run, null);
            }
            catch (Exception) when (run == 1)
            {
                // Not even that makes it stop.
                _refused.Add(run);
            }

            if (FailsAtItsEnd) throw new InvalidOperationException("It came to nothing.");
        }
    }
}
