using ArtFactory.Data.Orders;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Production.Recovery;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Spending;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Production;

/// <summary>What is paid is paid once, and what was paid is not lost.</summary>
public sealed class PromiseTests
{
    [Theory, Engines]
    public async Task A_question_that_is_refused_never_makes_the_request_again(string engine)
    {
        var asked = 0;
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted("r1"));
            f.Provider.OnLookUp = s => Interlocked.Increment(ref asked) < 3
                ? new ProviderAnswer.Rejected(ProviderErrorClass.RateLimited, "too many questions", TimeSpan.FromMilliseconds(5))
                : FakeProvider.Picture(s.RequestId);
        });
        var order = await factory.PlaceAsync("a");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.Count.ShouldBe(1);
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Succeeded);
    }

    [Theory, Engines]
    public async Task An_accepted_request_whose_key_is_refused_later_is_unknown_and_not_lost(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted("r1"));
            f.Provider.OnLookUp = _ => new ProviderAnswer.Rejected(ProviderErrorClass.Authentication, "wrong key");
        });
        var order = await factory.PlaceAsync("a");
        await UnknownAsync(factory, order);
        factory.Provider.OnLookUp = s => FakeProvider.Picture(s.RequestId);
        factory.Provider.OnFind = _ => new Reconciliation.Found("r1");
        await factory.Get<IAttemptLedger>().AskAsync((await factory.AttemptsAsync(order)).Single().Id);
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task When_the_model_was_changed_since_nothing_found_proves_nothing(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Ambiguous("it broke off")));
        var order = await factory.PlaceAsync("a");
        await UnknownAsync(factory, order);
        factory.Catalog.ChangedAt = DateTime.MaxValue;
        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        var attempt = (await factory.AttemptsAsync(order)).Single().Id;
        (await factory.Get<IAttemptLedger>().AskAsync(attempt)).ShouldContain("the model was changed");
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Unknown);

        // As it was when it was sent: then the list proves it.
        factory.Catalog.ChangedAt = DateTime.MinValue;
        factory.Provider.OnSubmit = null;
        (await factory.Get<IAttemptLedger>().AskAsync(attempt)).ShouldContain("never accepted");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task A_paid_answer_that_is_only_here_gets_home_when_the_program_stops(string engine)
    {
        var (fetching, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnFetch = async stop =>
            {
                fetching.TrySetResult();
                await go.Task.WaitAsync(stop);
            };
        }, line: o => o.StopSeconds = 0);
        var order = await factory.PlaceAsync("a");
        await fetching.Task;
        var stopping = factory.StopAsync();
        await Task.WhenAny(stopping, Task.Delay(50));
        go.SetResult();
        await stopping;
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Succeeded);
        (await factory.ItemsAsync(order)).Single().Status.ShouldBe(OrderItemStatus.Complete);
        factory.Provider.Received.Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task What_was_accepted_and_is_lost_counts_as_charged(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted("r1"));
            f.Provider.OnLookUp = _ => new ProviderAnswer.Rejected(ProviderErrorClass.Lost, "it is no longer known");
        });
        var ended = await factory.EndAsync(await factory.PlaceAsync("a", r => r with { BudgetLimit = 1m }));
        (ended.Summary.Failed, ended.Summary.CostSpent, ended.CostReserved).ShouldBe((1, 1m, 0m));
    }

    [Theory, Engines]
    public async Task A_paid_answer_that_is_only_here_outlasts_a_disk_that_is_full_for_a_while(string engine)
    {
        var fetches = 0;
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnFetch = _ => Interlocked.Increment(ref fetches) < 4 ? throw new MediaStoreException(MediaStoreFailure.FileSystem, "The disk is full.") : Task.CompletedTask;
        });
        var order = await factory.PlaceAsync("a");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Succeeded);
        fetches.ShouldBe(4);
    }

    [Theory, Engines]
    public async Task What_is_made_but_cannot_be_fetched_now_is_fetched_later_and_not_made_again(string engine)
    {
        var full = true;
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted("r1"));
            f.Provider.OnFetch = _ => full ? throw new MediaStoreException(MediaStoreFailure.FileSystem, "The disk is full.") : Task.CompletedTask;
        });
        var order = await factory.PlaceAsync("a");
        await TestFactory.UntilAsync(async () => (await factory.ItemsAsync(order)).Single() is { LeaseOwner: null, ErrorMessage: not null });
        (await factory.AttemptsAsync(order)).Single().State.ShouldBe(AttemptState.Submitted);
        full = false;
        await using (var context = factory.Open())
            await context.OrderItems.ExecuteUpdateAsync(s => s.SetProperty(i => i.LeaseExpiresAt, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        factory.Get<LineSignal>().Recover();
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task A_cost_that_shows_after_the_attempt_was_given_up_still_counts(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        var order = await factory.PlaceAsync("a");
        var item = (await ClaimAsync(factory, order, 1, "one")).Single();
        var ledger = factory.Get<LedgerWriter>();
        await ledger.WriteAsync(s => s.Attempts.End(new(item.AttemptId, "failed", 0)));
        (await ledger.WriteAsync(s => s.Attempts.Correct(new(item.AttemptId, "succeeded", 0.7m, IsReported: true)))).ShouldBeTrue();
        (await ledger.WriteAsync(s => s.Attempts.Correct(new(item.AttemptId, "succeeded", 0.7m, IsReported: true)))).ShouldBeFalse("what came twice changes nothing");
        (await factory.Book.FindAsync(order))!.ShouldSatisfyAllConditions(d => d.Summary.CostSpent.ShouldBe(0.7m), d => d.CostReserved.ShouldBe(0));
        (await factory.Get<ILedgerCheck>().FaultsAsync()).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task A_request_the_provider_names_twice_is_followed_once_and_the_others_are_asked_about_all_the_same(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Rules.Rules = f.Rules.Rules with { MostRunning = 1 };
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Ambiguous("cut"));
            f.Provider.OnFind = _ => new Reconciliation.Found("the-one");
        });
        var order = await factory.PlaceAsync("[a,b,c]");
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Count(a => a.State == AttemptState.Unknown) == 3);
        var ledger = factory.Get<IAttemptLedger>();
        foreach (var attempt in await ledger.UnknownAsync()) await ledger.AskAsync(attempt.Id);
        await TestFactory.UntilAsync(async () => (await factory.Book.FindAsync(order))!.Summary.Completed == 1 && (await ledger.UnknownAsync()).Count == 2);
        (await ledger.UnknownAsync()).ShouldSatisfyAllConditions(
            u => u.Count.ShouldBe(2), u => u.ShouldAllBe(a => a.ProviderSays!.Contains("another attempt", StringComparison.Ordinal) && a.AskedCount >= 1 && a.AskAfter != null));
    }

    [Theory, Engines]
    public async Task A_person_who_saw_the_request_at_the_provider_has_it_followed(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Ambiguous("cut")));
        var order = await factory.PlaceAsync("a");
        await UnknownAsync(factory, order);
        var ledger = factory.Get<IAttemptLedger>();
        await ledger.FollowAsync((await ledger.UnknownAsync()).Single().Id, " seen-there ");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        (await factory.AttemptsAsync(order)).Single().ProviderRequestId.ShouldBe("seen-there");
        factory.Provider.Received.Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task A_paused_order_with_a_retry_that_is_due_does_not_keep_the_line_awake(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("a");
        await factory.Desk.PauseAsync(order);
        await using (var context = factory.Open())
            await context.OrderItems.ExecuteUpdateAsync(s => s.SetProperty(i => i.NotBefore, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        var queue = factory.Get<OrderQueue>();
        await queue.ReadAsync(default);
        queue.NextRetry.ShouldBeNull();
    }

    internal static async Task<List<ClaimedItem>> ClaimAsync(TestFactory factory, Guid order, int count, string owner)
    {
        var queued = new QueuedOrder
        {
            Id = order, ProjectId = null, Provider = FakeProvider.Id, Model = "one", Modality = null, Priority = 0, Seed = 1, IsPending = true, HasItems = true,
            ModelView = await factory.Catalog.FindAsync(FakeProvider.Id, "one"),
        };
        return await factory.Get<LedgerWriter>().WriteAsync(s => Claim.Take(s, queued, count, owner, factory.Rules.Rules));
    }

    static Task UnknownAsync(TestFactory factory, Guid order) =>
        TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Any(a => a.State == AttemptState.Unknown));
}
