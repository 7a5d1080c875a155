using ArtFactory.Data.Orders;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Production;

/// <summary>What a provider has made and the line only brings home: it takes no room at the provider, and is lost no more than before.</summary>
public sealed class DeliveryTests
{
    [Theory, Engines]
    public async Task What_is_only_brought_home_takes_no_room_at_the_provider(string engine)
    {
        var home = new TaskCompletionSource();
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Limit(FakeProvider.Id, concurrent: 1);
        factory.Provider.OnFetch = stop => home.Task.WaitAsync(stop);
        await LimitAsync(factory);
        await factory.StartAsync();
        var order = await factory.PlaceAsync("[a,b,c]");
        await TestFactory.UntilAsync(() => Task.FromResult(factory.Provider.Received.Count == 3));
        factory.Provider.MostAtOnce.ShouldBe(1);
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).TrueForAll(a => a is { AnsweredAt: not null, EndedAt: null }));
        home.SetResult();
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(3);
        (await factory.AttemptsAsync(order)).ShouldAllBe(a => a.State == AttemptState.Succeeded);
    }

    [Theory, Engines]
    public async Task More_products_than_a_request_makes_come_of_several_requests_that_differ_in_their_seeds(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (request, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Completed(
                [.. Enumerable.Range(0, int.Parse(request.Parameters.Text("num_outputs")!, System.Globalization.CultureInfo.InvariantCulture))
                    .Select(i => new ProviderOutput { Content = FakePicture.Of($"{request.Parameters.Text("seed")} {i}"), MimeType = "image/png" })]));
        });
        var order = await factory.PlaceAsync("a", r => r with { Parameters = new Dictionary<string, string> { ["num_outputs"] = "20" } });

        var ended = await factory.EndAsync(order);

        (ended.Summary.Completed, ended.Summary.CostSpent).ShouldBe((3, 20m));
        factory.Provider.Received.Select(r => r.Parameters.Text("num_outputs")).ShouldBe(["8", "8", "4"], ignoreOrder: true);
        factory.Provider.Received.Select(r => r.Parameters.Text("seed")).ShouldBeUnique();
        await using var context = factory.Open();
        (await context.Products.CountAsync()).ShouldBe(20);
    }

    [Theory, Engines]
    public async Task One_paid_output_that_is_gone_takes_none_of_the_others_with_it(string engine)
    {
        var fetches = 0;
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Completed(
                [.. new[] { "one", "two", "three" }.Select(text => new ProviderOutput { Content = FakePicture.Of(text), MimeType = "image/png" })], RequestId: "r1"));
            f.Provider.OnFetch = _ => Interlocked.Increment(ref fetches) == 2 ? throw new ProviderFetchException("It has expired.", isTransient: false) : Task.CompletedTask;
        });
        var order = await factory.PlaceAsync("a", r => r with { Parameters = new Dictionary<string, string> { ["num_outputs"] = "3" } });

        var ended = await factory.EndAsync(order);

        (ended.Summary.Status, ended.Summary.Completed, ended.Summary.CostSpent).ShouldBe((OrderStatus.Fulfilled, 1, 3m));
        await using var context = factory.Open();
        (await context.Products.CountAsync()).ShouldBe(2);
        (await context.GenerationLogs.Select(l => l.Message).ToListAsync()).ShouldContain("Output 2 of 3 could not be fetched: It has expired.");
        Directory.GetFiles(Path.Combine(factory.Store.Folders.Media, MediaStore.OriginalsFolder), "*.png", SearchOption.AllDirectories).Length.ShouldBe(2);
    }

    [Theory, Engines]
    public async Task Outputs_that_are_all_gone_are_lost_and_count_as_paid(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnFetch = _ => throw new ProviderFetchException("It has expired.", isTransient: false);
        });
        var order = await factory.PlaceAsync("a");
        var ended = await factory.EndAsync(order);
        (ended.Summary.Failed, ended.Summary.CostSpent).ShouldBe((1, 1m));
        (await factory.ItemsAsync(order)).ShouldHaveSingleItem().ErrorMessage.ShouldBe("It was made, but could not be fetched: It has expired.");
    }

    [Theory, Engines]
    public async Task What_a_cancelled_request_cost_counts(string engine)
    {
        var isCancelled = false;
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted("r1"));
            f.Provider.OnCancel = _ =>
            {
                isCancelled = true;
                return false;
            };
            f.Provider.OnLookUp = _ => isCancelled ? new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "It was cancelled.", Cost: 0.4m) : new ProviderAnswer.Accepted("r1");
        });
        var order = await factory.PlaceAsync("a");
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)) is [{ State: AttemptState.Submitted }]);
        await factory.Desk.CancelAsync(order);
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)) is [{ EndedAt: not null }]);
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.State.ShouldBe(AttemptState.Cancelled), a => a.Cost.ShouldBe(0.4m), a => a.IsCostReported.ShouldBeTrue());
    }

    [Theory, Engines]
    public async Task An_end_that_may_have_been_charged_counts_as_if_it_was(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (request, _) => Task.FromResult<ProviderAnswer?>(
                new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "The run failed.") { MayBeCharged = request.Parameters.Text("prompt") == "begun" });
        });
        var order = await factory.PlaceAsync("[begun,refused]");
        (await factory.EndAsync(order)).Summary.CostSpent.ShouldBe(1m);
        (await factory.AttemptsAsync(order)).Select(a => a.Cost).ShouldBe([1m, 0m], ignoreOrder: true);
    }

    [Theory, Engines]
    public async Task Providers_wait_for_a_store_that_falls_behind(string engine)
    {
        const int atOnce = 3;
        const int items = 24;
        using var home = new SemaphoreSlim(0);
        var (fetched, most) = (0, 0);
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Rules.Rules = f.Rules.Rules with { MostRunning = atOnce };
            f.Provider.OnFetch = async stop =>
            {
                await home.WaitAsync(stop);
                Interlocked.Increment(ref fetched);
            };
            f.Provider.OnSubmit = (_, _) =>
            {
                lock (home) most = Math.Max(most, f.Provider.Received.Count - Volatile.Read(ref fetched));
                return Task.FromResult<ProviderAnswer?>(null);
            };
        });
        var order = await factory.PlaceAsync("x", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = $"1..{items}" } });
        await TestFactory.UntilAsync(() => Task.FromResult(factory.Provider.Received.Count == 2 * atOnce));
        for (var released = 1; released <= items; released++)
        {
            home.Release();
            var expected = Math.Min(items, 2 * atOnce + released);
            await TestFactory.UntilAsync(() => Task.FromResult(factory.Provider.Received.Count >= expected));
        }

        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(items);
        most.ShouldBe(2 * atOnce);
    }

    [Theory, Engines]
    public async Task Money_stays_reserved_until_it_is_home_and_all_who_claim_see_the_room(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        await LimitAsync(factory);
        var order = await factory.PlaceAsync("[a,b,c]", r => r with { BudgetLimit = 2m });
        var ledger = factory.Get<LedgerWriter>();
        var first = (await PromiseTests.ClaimAsync(factory, order, 3, "one")).ShouldHaveSingleItem();
        (await PromiseTests.ClaimAsync(factory, order, 3, "two")).ShouldBeEmpty();
        await ledger.WriteAsync(s => s.Attempts.Answer(first.AttemptId));
        var second = (await PromiseTests.ClaimAsync(factory, order, 3, "two")).ShouldHaveSingleItem();
        await ledger.WriteAsync(s => s.Attempts.Answer(second.AttemptId));
        (await PromiseTests.ClaimAsync(factory, order, 3, "three")).ShouldBeEmpty("two dollars are reserved, and no more may be");
        await using var context = factory.Open();
        (await context.Orders.SingleAsync()).CostReserved.ShouldBe(2m);
    }

    [Theory, Engines]
    public async Task What_was_made_when_the_program_ended_is_followed_and_not_made_again(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        var order = await factory.PlaceAsync("a");
        var item = (await PromiseTests.ClaimAsync(factory, order, 1, "gone")).Single();
        await factory.Get<LedgerWriter>().WriteAsync(s =>
        {
            s.Attempts.Submit(item.AttemptId, "request-9", null);
            s.Items.Accept(item.ItemId, "gone", "request-9", ArtFactory.Data.ParameterSet.Empty);
            s.Attempts.Answer(item.AttemptId);
        });
        await factory.StartAsync();
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.ShouldBeEmpty();
    }

    static async Task LimitAsync(TestFactory factory)
    {
        await using var context = factory.Open();
        await context.Providers.Where(p => p.Id == FakeProvider.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.ConcurrentLimit, 1));
    }
}
