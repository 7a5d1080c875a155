using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Spending;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Production;

/// <summary>Items that end together are written together: each must come out as if it had been alone.</summary>
public sealed class CompletionTests
{
    [Theory, Engines]
    public async Task What_ends_in_one_transaction_keeps_its_own_cost_and_end(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        var order = await factory.PlaceAsync("x", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = "1..6" } });
        var claimed = await ClaimAsync(factory, order, 6);
        var ledger = factory.Get<LedgerWriter>();
        await ledger.WriteAsync(s => s.Attempts.End(new(claimed[0].AttemptId, "cancelled", 0)));
        await ledger.WriteAsync(s => s.Attempts.End(new(claimed[1].AttemptId, "cancelled", 0)));

        var kept = await ledger.WriteAsync(s => s.Completions.Write(
        [
            Made(claimed[0], 0.25m),
            Made(claimed[1], 0.5m) with { IsKeptLate = true },
            Made(claimed[2], 0.75m, "request-2"),
            Made(claimed[3], null, "request-3"),
            Made(claimed[4], 0),
            Made(claimed[2], 0.75m, "request-2"),
        ]));

        kept.ShouldBe([false, true, true, true, true, false]);
        var attempts = (await factory.AttemptsAsync(order)).ToDictionary(a => a.Id);
        claimed.Select(c => (attempts[c.AttemptId].State, attempts[c.AttemptId].Cost)).ShouldBe(
        [
            (AttemptState.Cancelled, 0m), (AttemptState.Succeeded, 0.5m), (AttemptState.Succeeded, 0.75m), (AttemptState.Succeeded, 1m),
            (AttemptState.Succeeded, 0m), (AttemptState.Reserved, null),
        ]);
        await using var context = factory.Open();
        var row = await context.Orders.SingleAsync();
        (row.CostSpent, row.CostReserved).ShouldBe((2.25m, 1m));
        (await factory.Get<ILedgerCheck>().FaultsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_provider_that_answers_between_its_failures_is_not_down()
    {
        await using var factory = await TestFactory.CreateAsync();
        var order = await factory.PlaceAsync("x", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = "1..6" } });
        var claimed = await ClaimAsync(factory, order, 6);
        var ledger = factory.Get<LedgerWriter>();
        var waiting = new List<Task>();

        // While another holds the gate they all wait, and then share a transaction.
        using (await factory.Get<IWriteGate>().EnterAsync())
        {
            foreach (var item in claimed)
            {
                waiting.Add(ledger.WriteAsync(session => session.Providers.Write(
                    FakeProvider.Id, session.Providers.Of(FakeProvider.Id).Failed(isFirst: true, TimeSpan.FromSeconds(5), session.Now), "refused")));
                waiting.Add(ledger.WriteAsync(Made(item, 0)));
            }
        }

        await Task.WhenAll(waiting);
        await using var context = factory.Open();
        (await context.ProviderConditions.SingleAsync()).Failures.ShouldBe(0);
        (await factory.ItemsAsync(order)).ShouldAllBe(i => i.Status == OrderItemStatus.Complete);
    }

    static Completion Made(ClaimedItem item, decimal? cost, string? request = null) => new()
    {
        Item = item.ItemId, Order = item.Order.Id, Provider = item.Order.Provider, End = new(item.AttemptId, "succeeded", cost, cost is not null, RequestId: request),
        Log = [LogEntry.Info(item.ItemId, "Made one product.")],
    };

    static async Task<List<ClaimedItem>> ClaimAsync(TestFactory factory, Guid order, int count)
    {
        var view = await factory.Catalog.FindAsync(FakeProvider.Id, "one");
        var queued = new QueuedOrder
        {
            Id = order, ProjectId = null, Provider = FakeProvider.Id, Model = "one", Modality = null, Priority = 0, Seed = 7, ModelView = view, IsPending = true, HasItems = true,
        };
        return await factory.Get<LedgerWriter>().ClaimAsync(s => Claim.Take(s, queued, count, "test", factory.Rules.Rules));
    }
}
