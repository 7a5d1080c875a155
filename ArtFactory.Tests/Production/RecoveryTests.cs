using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;

namespace ArtFactory.Tests.Production;

/// <summary>What a line finds that died in the middle: items claimed under another name.</summary>
public sealed class RecoveryTests
{
    [Theory, Engines]
    public async Task What_is_safe_to_repeat_is_made_again_at_once(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.SafeToRepeat = true;
        var order = await factory.PlaceAsync("[a,b,c]");
        await ClaimAsync(factory, order, 2);
        await factory.StartAsync();
        var ended = await factory.EndAsync(order);
        ended.Summary.Completed.ShouldBe(3);
        (await factory.AttemptsAsync(order)).Select(a => a.State).Order().ShouldBe(
            [AttemptState.Succeeded, AttemptState.Succeeded, AttemptState.Succeeded, AttemptState.Failed, AttemptState.Failed]);
        (await factory.ItemsAsync(order)).ShouldAllBe(i => i.RetryCount == 0);
    }

    [Theory, Engines]
    public async Task What_may_have_been_paid_becomes_unknown_and_is_not_sent_again(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("[a,b]");
        await ClaimAsync(factory, order, 1);
        await factory.StartAsync();
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Any(a => a.State == AttemptState.Unknown) && (await factory.Book.FindAsync(order))!.Summary.Completed == 1);
        factory.Provider.Received.Select(r => r.Parameters.Text("prompt")).ShouldBe(["b"]);
        (await factory.ItemsAsync(order))[0].ShouldSatisfyAllConditions(i => i.Status.ShouldBe(OrderItemStatus.Generating), i => i.ErrorCode.ShouldBe("unknown"));
    }

    [Theory, Engines]
    public async Task What_was_accepted_is_followed(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("a");
        var item = (await ClaimAsync(factory, order, 1)).Single();
        await factory.Get<LedgerWriter>().WriteAsync(s =>
        {
            s.Attempts.Submit(item.AttemptId, "request-9", null);
            s.Items.Accept(item.ItemId, "gone", "request-9", ArtFactory.Data.ParameterSet.Empty);
        });
        await factory.StartAsync();
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task What_belonged_to_a_cancelled_order_is_cancelled(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.SafeToRepeat = true;
        var order = await factory.PlaceAsync("[a,b]");
        await ClaimAsync(factory, order, 1);
        await factory.Desk.CancelAsync(order);
        await factory.StartAsync();
        var ended = await factory.EndAsync(order);
        (ended.Summary.Status, ended.Summary.Cancelled, ended.Summary.Completed).ShouldBe((OrderStatus.Cancelled, 2, 0));
    }

    [Theory, Engines]
    public async Task A_stopped_line_puts_back_what_it_had_and_another_finishes_it(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.SafeToRepeat = true;
        factory.Provider.OnSubmit = async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        };
        var order = await factory.PlaceAsync("[a,b,c]");
        await factory.StartAsync();
        await TestFactory.UntilAsync(() => Task.FromResult(factory.Provider.Received.Count == 3));
        await factory.StopAsync();
        (await factory.ItemsAsync(order)).ShouldAllBe(i => i.Status == OrderItemStatus.Pending && i.LeaseOwner == null);
        factory.Get<LineLease>().Held.ShouldBeFalse();
    }

    [Theory, Engines]
    public async Task What_this_process_holds_without_working_on_it_comes_free_while_it_works_on_something_else(string engine)
    {
        var end = new TaskCompletionSource();
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.SafeToRepeat = true;
        factory.Rules.Rules = factory.Rules.Rules with { Lease = TimeSpan.FromSeconds(0.3) };
        factory.Provider.OnSubmit = async (request, _) =>
        {
            if (request.Parameters.Text("prompt") == "slow") await end.Task;
            return null;
        };

        // As after a claim whose confirmation was lost: the rows say that this process has it, and it knows of nothing.
        var lost = await factory.PlaceAsync("lost");
        await ClaimAsync(factory, lost, 1, factory.Get<Workbench>().Owner);
        var slow = await factory.PlaceAsync("slow");
        await factory.StartAsync();
        (await factory.EndAsync(lost)).Summary.Completed.ShouldBe(1);

        end.SetResult();
        (await factory.EndAsync(slow)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.Count.ShouldBe(2);
    }

    [Theory, Engines]
    public async Task A_process_that_stood_still_sends_nothing_for_an_item_that_was_taken_from_it(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("a");
        var item = (await ClaimAsync(factory, order, 1)).ShouldHaveSingleItem();
        using var run = new ItemRun(item, factory.Provider, factory.Get<Workbench>(), LineRules.Usual with { Lease = TimeSpan.Zero }, default);

        await run.RunAsync();

        factory.Provider.Received.ShouldBeEmpty();
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Reserved);
    }

    [Theory, Engines]
    public async Task Only_what_has_run_out_is_taken_from_another(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("a");
        var item = (await ClaimAsync(factory, order, 1)).ShouldHaveSingleItem();
        var ledger = factory.Get<LedgerWriter>();
        (await ledger.WriteAsync(s => s.Items.Adopt(item.ItemId, "gone", "me", s.Now.AddMinutes(1)))).ShouldBeFalse();
        await ledger.WriteAsync(s => s.Items.ExpireLeases("gone"));
        (await ledger.WriteAsync(s => s.Items.Adopt(item.ItemId, "gone", "me", s.Now.AddMinutes(1)))).ShouldBeTrue();
        (await ledger.WriteAsync(s => s.Items.Adopt(item.ItemId, "me", "third", s.Now, isDead: true))).ShouldBeTrue();
    }

    [Fact]
    public async Task Only_one_process_has_the_line_and_another_takes_over()
    {
        await using var factory = await TestFactory.CreateAsync();
        using var other = new LineLease(factory.Get<Engine.FactoryPaths>(), factory.Get<IDatabaseEngine>());
        other.TryTake().ShouldBeTrue();
        await factory.StartAsync();
        var order = await factory.PlaceAsync("a");
        factory.Get<LineLease>().HeldElsewhere().ShouldBeTrue();
        await Task.Delay(100);
        (await factory.Book.FindAsync(order))!.Summary.Completed.ShouldBe(0);
        other.Release();
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
    }

    static async Task<List<ClaimedItem>> ClaimAsync(TestFactory factory, Guid order, int count, string owner = "gone")
    {
        var view = await factory.Catalog.FindAsync(FakeProvider.Id, "one");
        var queued = new QueuedOrder
        {
            Id = order, ProjectId = null, Provider = FakeProvider.Id, Model = "one", Modality = null, Priority = 0, Seed = 1, IsPending = true, HasItems = true, ModelView = view,
        };
        return await factory.Get<LedgerWriter>().WriteAsync(s => Claim.Take(s, queued, count, owner, LineRules.Usual with { Lease = factory.Rules.Rules.Lease }));
    }
}
