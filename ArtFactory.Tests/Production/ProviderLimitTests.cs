using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Production;

/// <summary>A provider's limits and moods, counted in the database for all processes together.</summary>
public sealed class ProviderLimitTests
{
    [Theory, Engines]
    public async Task Requests_at_once_are_counted_over_all_who_claim(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        await LimitAsync(factory, atOnce: 3);
        var order = await factory.PlaceAsync("[a,b,c,d,e,f]");
        (await PromiseTests.ClaimAsync(factory, order, 2, "one")).Count.ShouldBe(2);
        var second = await PromiseTests.ClaimAsync(factory, order, 4, "two");
        second.Count.ShouldBe(1);
        await factory.Get<LedgerWriter>().WriteAsync(s => s.Attempts.End(new(second[0].AttemptId, "succeeded", 0)));
        (await PromiseTests.ClaimAsync(factory, order, 4, "one")).Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task Requests_a_minute_are_counted_over_all_who_claim(string engine)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var factory = await TestFactory.CreateAsync(engine, services => services.AddSingleton<TimeProvider>(time));
        await LimitAsync(factory, aMinute: 4);
        var order = await factory.PlaceAsync("[a,b,c,d,e,f]");
        (await PromiseTests.ClaimAsync(factory, order, 3, "one")).Count.ShouldBe(3);
        time.Advance(TimeSpan.FromSeconds(30));
        (await PromiseTests.ClaimAsync(factory, order, 3, "two")).Count.ShouldBe(1);
        (await PromiseTests.ClaimAsync(factory, order, 3, "one")).ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(31));
        (await PromiseTests.ClaimAsync(factory, order, 3, "one")).Count.ShouldBe(2, "two more wait, and three may be sent again");
    }

    [Theory, Engines]
    public async Task A_provider_that_is_down_fails_no_item_and_is_tried_with_growing_pauses(string engine)
    {
        var isDown = true;
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            // The pauses of a test are so short that a busy machine could use up all retries of one item before others have failed once.
            f.Rules.Rules = f.Rules.Rules with { MostRetries = 20 };
            f.Provider.OnSubmit = (_, _) =>
                Task.FromResult<ProviderAnswer?>(isDown ? new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "connection refused") : null);
        });
        var order = await factory.PlaceAsync($"[{string.Join(',', Enumerable.Range(1, 60).Select(n => $"p{n}"))}]");
        await TestFactory.UntilAsync(async () => (await Load(factory)) is { State: "down", PausedUntil: not null });
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Count > 12);
        (await Load(factory)).LastError.ShouldBe("connection refused");
        (await factory.Book.FindAsync(order))!.Summary.Failed.ShouldBe(0);
        isDown = false;
        var ended = await factory.EndAsync(order);
        (ended.Summary.Completed, ended.Summary.Failed).ShouldBe((60, 0));
        (await Load(factory)).State.ShouldNotBe("down");
        (await factory.AttemptsAsync(order)).Count(a => a.State == AttemptState.Failed).ShouldBeLessThan(60, "it was probed, not hammered");
    }

    [Fact]
    public void Pauses_grow_only_once_for_those_that_failed_together_and_end_with_a_probe()
    {
        var (now, first) = (new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(5));
        var condition = Enumerable.Range(0, 5).Aggregate(Condition.Good, (c, _) => c.Failed(isFirst: true, first, now));
        (condition.IsDown, condition.PausedUntil).ShouldBe((true, now.AddSeconds(5)));
        condition.Failed(isFirst: true, first, now.AddSeconds(1)).ShouldBe(condition);
        (condition.IsProbed(now.AddSeconds(4)), condition.IsProbed(now.AddSeconds(5))).ShouldBe((false, true));
        condition.Failed(isFirst: false, first, now.AddSeconds(6)).PausedUntil.ShouldBe(now.AddSeconds(16));
        Condition.Good.Failed(isFirst: false, first, now).ShouldBe(Condition.Good, "a bad item that is tried again is no bad provider");

        var (rested, pause) = Condition.Good.Rested(null, first, now);
        pause.ShouldBe(first);
        rested.Rested(null, first, now.AddSeconds(6)).Pause.ShouldBe(TimeSpan.FromSeconds(10));
        rested.Rested(TimeSpan.FromSeconds(60), first, now.AddSeconds(1)).Next.PausedUntil.ShouldBe(now.AddSeconds(61));
    }

    [Theory, Engines]
    public async Task Only_one_item_is_sent_to_see_whether_a_provider_is_back(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        await using (var context = factory.Open())
        {
            context.Add(new ArtFactory.Data.Providers.ProviderCondition { ProviderId = FakeProvider.Id, Failures = 7, PausedUntil = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
            await context.SaveChangesAsync();
        }

        var order = await factory.PlaceAsync("[a,b,c]");
        (await PromiseTests.ClaimAsync(factory, order, 3, "one")).Count.ShouldBe(1);
        (await PromiseTests.ClaimAsync(factory, order, 3, "two")).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task One_provider_that_asks_for_rest_slows_only_itself(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (_, _) =>
            Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Rejected(ProviderErrorClass.RateLimited, "slow down", TimeSpan.FromHours(1))));
        var held = await factory.PlaceAsync("[a,b,c]");
        await TestFactory.UntilAsync(async () => (await Load(factory)).State == "limited");
        (await factory.EndAsync(await factory.Desk.PlaceAsync(new() { Provider = "studio", Model = "flow-field", Prompt = "free" }))).Summary.Status.ShouldNotBe(OrderStatus.Processing);
        (await factory.Book.FindAsync(held))!.Summary.ShouldSatisfyAllConditions(s => s.Completed.ShouldBe(0), s => s.Failed.ShouldBe(0));
    }

    [Theory, Engines]
    public async Task Without_credit_all_orders_of_the_provider_wait_for_a_person(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Rules.Rules = factory.Rules.Rules with { MostRunning = 1 };
        factory.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Rejected(ProviderErrorClass.Payment, "no credit."));
        var orders = new[] { await factory.PlaceAsync("[a,b]"), await factory.PlaceAsync("[c,d]") };
        await factory.StartAsync();
        foreach (var order in orders) await TestFactory.UntilAsync(async () => (await factory.Book.FindAsync(order))!.Summary.Paused);
        factory.Provider.Received.Count.ShouldBe(1);
        (await Load(factory)).StoppedOrders.ShouldBe(new Dictionary<string, int> { [StopCodes.Payment] = 2 });
        (await factory.Book.FindAsync(orders[1]))!.ErrorMessage.ShouldBe("Paused: no credit. Add credit there, then resume.");
        factory.Provider.OnSubmit = null;
        (await factory.Get<Engine.Spending.IBudgets>().ResumeAsync(FakeProvider.Id, StopCodes.Payment)).ShouldBe(2);
        (await factory.EndAsync(orders[1])).Summary.Completed.ShouldBe(2);
    }

    static async Task<ProviderLoad> Load(TestFactory factory) => (await factory.Board.ProvidersAsync()).Single(p => p.Id == FakeProvider.Id);

    static async Task LimitAsync(TestFactory factory, int? atOnce = null, int? aMinute = null)
    {
        await using var context = factory.Open();
        await context.Providers.Where(p => p.Id == FakeProvider.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.ConcurrentLimit, atOnce).SetProperty(p => p.RateLimitRequests, aMinute));
    }
}
