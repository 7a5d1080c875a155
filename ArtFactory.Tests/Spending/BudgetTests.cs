using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Spending;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Production;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Spending;

/// <summary>Budgets of order, project, provider and day, day and library: what stops an order, what it says, what lets it go on.</summary>
public sealed class BudgetTests
{
    [Theory]
    [InlineData(BudgetScope.Order, StopCodes.OrderBudget)]
    [InlineData(BudgetScope.Project, StopCodes.ProjectBudget)]
    [InlineData(BudgetScope.ProviderDay, StopCodes.ProviderDayBudget)]
    public async Task A_budget_stops_the_order_says_so_and_lets_it_go_on_when_it_is_raised(BudgetScope scope, string code)
    {
        await using var factory = await TestFactory.CreateAsync();
        factory.Catalog.Price = new(1m, "output");
        var order = await factory.PlaceAsync("[a,b,c,d,e]");
        var budgets = factory.Get<IBudgets>();
        var subject = await SubjectAsync(factory, scope, order);
        await budgets.SetAsync(scope, subject, 3m);
        await factory.StartAsync();
        await StoppedAsync(factory, order);
        var detail = (await factory.Book.FindAsync(order))!;
        (detail.StoppedBy, detail.Summary.Completed, detail.Summary.CostSpent, detail.CostReserved).ShouldBe((code, 3, 3m, 0m));
        detail.ErrorMessage!.ShouldContain("$3.00");
        var view = (await budgets.ListAsync()).Single(b => b.Scope == scope && b.Limit is not null);
        (view.Limit, view.Spent, view.Reserved, view.Left).ShouldBe((3m, 3m, 0m, 0m));

        await budgets.SetAsync(scope, subject, null);
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(5);
        factory.Provider.Received.Count.ShouldBe(5);
        (await factory.Book.FindAsync(order))!.ErrorMessage.ShouldBeNull();
    }

    [Theory, Engines]
    public async Task The_budget_of_a_day_begins_anew_at_midnight(string engine)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var factory = await TestFactory.CreateAsync(engine, services => services.AddSingleton<TimeProvider>(time));
        factory.Catalog.Price = new(1m, "output");
        factory.Rules.Rules = factory.Rules.Rules with { DailyLimit = 2m };
        var order = await factory.PlaceAsync("[a,b,c]");
        (await ClaimAsync(factory, order, 3)).Count.ShouldBe(2);
        (await ClaimAsync(factory, order, 1)).ShouldBeEmpty();
        await using (var context = factory.Open()) (await context.Orders.SingleAsync()).ShouldSatisfyAllConditions(
            o => o.StoppedBy.ShouldBe(StopCodes.DayBudget), o => o.PausedAt.ShouldBeNull("what is under way may cost less"));
        await factory.Get<LedgerWriter>().WriteAsync(s => s.Orders.Resume(StopCodes.DayBudget));
        foreach (var attempt in await factory.AttemptsAsync(order)) await factory.Get<LedgerWriter>().WriteAsync(s => s.Attempts.End(new(attempt.Id, "succeeded", 1m, IsReported: true)));
        (await ClaimAsync(factory, order, 1)).ShouldBeEmpty();
        await using (var context = factory.Open()) (await context.Orders.SingleAsync()).ShouldSatisfyAllConditions(
            o => o.PausedAt.ShouldNotBeNull(), o => o.StoppedUntil.ShouldBe(new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc)));

        time.Advance(TimeSpan.FromHours(2));
        await factory.Get<LedgerWriter>().WriteAsync(s => s.Orders.ResumeDue());
        (await ClaimAsync(factory, order, 1)).Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task The_limit_of_the_library_holds_and_is_read_with_the_claim(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        factory.Rules.Rules = factory.Rules.Rules with { TotalLimit = 10m };
        var order = await factory.PlaceAsync("[a,b,c]");

        // Lowered by another process after this one read its rules.
        await using (var context = factory.Open())
            await context.SystemSettings.Where(s => s.Key == "budget.total_limit").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "1.5"));

        (await ClaimAsync(factory, order, 3)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite, "budget.total_limit")]
    [InlineData(TestDatabase.Sqlite, "budget.daily_limit")]
    [InlineData(TestDatabase.Postgres, "budget.total_limit")]
    public async Task A_first_limit_that_another_process_has_just_set_counts_at_once(string engine, string setting)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        (factory.Rules.Rules.TotalLimit, factory.Rules.Rules.DailyLimit).ShouldBe((null, null));
        var order = await factory.PlaceAsync("[a,b,c]");
        await using (var context = factory.Open())
            (await context.SystemSettings.Where(s => s.Key == setting).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "1.5"))).ShouldBe(1);

        (await ClaimAsync(factory, order, 3)).Count.ShouldBe(1);
    }

    [Theory, Engines]
    public async Task Without_a_known_price_nothing_is_sent_until_a_person_says_what_it_may_cost(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = ModelPrice.Unknown;
        (await Should.ThrowAsync<Engine.Orders.InvalidOrderException>(factory.PlaceAsync("a"))).Diagnostics.ShouldContain(d => d.Code == "unknown-price");

        var order = await factory.PlaceAsync("[a,b,c]", r => r with { ItemCeiling = 0.4m, BudgetLimit = 1m });
        var claimed = await ClaimAsync(factory, order, 3);
        claimed.Select(c => c.Ceiling).ShouldBe([0.4m, 0.4m]);
        (await factory.Book.FindAsync(order))!.Summary.CostPlanned.ShouldBe(1.2m);
    }

    [Fact]
    public async Task What_cannot_be_reckoned_beforehand_wants_a_price_limit_and_goes_with_one()
    {
        await using var factory = await TestFactory.CreateAsync();
        (factory.Catalog.Price, factory.Catalog.More) = (new(0.04m, "megapixel"), [new() { Name = "image", Type = ParameterType.Media }]);
        var refused = await Should.ThrowAsync<Engine.Orders.InvalidOrderException>(factory.PlaceAsync("a"));
        refused.Diagnostics.ShouldContain(d => d.Code == "unknown-price" && d.Message.Contains("cannot be reckoned", StringComparison.Ordinal) && d.Field == "item_ceiling");
        var order = await factory.PlaceAsync("a", r => r with { ItemCeiling = 0.4m });
        (await ClaimAsync(factory, order, 1)).Single().Ceiling.ShouldBe(0.4m);
    }

    [Theory, Engines]
    public async Task A_price_that_was_forgotten_after_placing_stops_the_order_and_spends_nothing(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        var order = await factory.PlaceAsync("[a,b]");
        factory.Catalog.Price = ModelPrice.Unknown;
        await factory.StartAsync();
        await StoppedAsync(factory, order);
        (await factory.Book.FindAsync(order))!.StoppedBy.ShouldBe(StopCodes.Price);
        factory.Provider.Received.ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task A_model_that_was_removed_after_placing_stops_the_order_and_sends_nothing(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        var order = await factory.PlaceAsync("[a,b]", r => r with { ItemCeiling = 1m });
        factory.Catalog.IsModelGone = true;
        await factory.StartAsync();
        await StoppedAsync(factory, order);
        var stopped = (await factory.Book.FindAsync(order))!;
        (stopped.StoppedBy, stopped.ErrorMessage).ShouldBe((StopCodes.Model, "The model one is no longer among those of fake. Add it again in Admin, Models and resume, or cancel the order."));
        factory.Provider.Received.ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task Money_spent_stays_spent_when_its_order_is_deleted_for_good(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Catalog.Price = new(1m, "output"));
        factory.Rules.Rules = factory.Rules.Rules with { TotalLimit = 2m };
        var order = await factory.PlaceAsync("[a,b]");
        await factory.EndAsync(order);
        var trash = factory.Get<ITrash>();
        await trash.TrashOrderAsync(order);
        await trash.PurgeAsync(TrashKind.Order, [order]);
        await using (var context = factory.Open())
        {
            (await context.Orders.IgnoreQueryFilters().CountAsync()).ShouldBe(0);
            (await context.GenerationAttempts.AsNoTracking().ToListAsync()).ShouldAllBe(a => a.Cost == 1m && a.OrderItemId == null && a.OrderId == order);
            (await context.Projects.SingleAsync()).CostSpent.ShouldBe(2m);
        }

        var next = await factory.PlaceAsync("c");
        await StoppedAsync(factory, next);
        (await factory.Book.FindAsync(next))!.StoppedBy.ShouldBe(StopCodes.TotalBudget);
    }

    [Theory, Engines]
    public async Task The_sums_are_those_of_the_attempts_whatever_happened(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Price = new(0.10m, "output");
            f.Provider.OnSubmit = (r, _) => Task.FromResult<ProviderAnswer?>(r.Parameters.Text("prompt") switch
            {
                "cheap" => FakeProvider.Picture("cheap", 0.04m),
                "dear" => FakeProvider.Picture("dear", 0.25m),
                "refused" => new ProviderAnswer.Rejected(ProviderErrorClass.Moderation, "no"),
                "charged" => new ProviderAnswer.Rejected(ProviderErrorClass.Moderation, "no, and paid", Cost: 0.02m),
                "lost" => new ProviderAnswer.Ambiguous("the line was cut"),
                _ => null,
            });
        });
        var order = await factory.PlaceAsync("[cheap,dear,refused,charged,lost,silent]");
        await TestFactory.UntilAsync(async () => (await factory.Book.FindAsync(order))!.Summary is { Completed: 3, Failed: 2 });
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Any(a => a.State == AttemptState.Unknown));
        (await factory.Get<ILedgerCheck>().FaultsAsync()).ShouldBeEmpty();
        var spent = await factory.Get<ISpendBook>().TotalAsync(SpendRange.Ever);
        (spent.Spent, spent.Reserved, spent.Reported, spent.ReportedCeiling).ShouldBe((0.41m, 0.10m, 0.31m, 0.30m));
        (await factory.Book.FindAsync(order))!.ShouldSatisfyAllConditions(d => d.Summary.CostSpent.ShouldBe(0.41m), d => d.CostReserved.ShouldBe(0.10m));

        await using (var context = factory.Open()) await context.Orders.ExecuteUpdateAsync(s => s.SetProperty(o => o.CostSpent, 0.40m));
        (await factory.Get<ILedgerCheck>().FaultsAsync()).ShouldHaveSingleItem().ShouldContain("$0.41");
    }

    static async Task<string?> SubjectAsync(TestFactory factory, BudgetScope scope, Guid order) => scope switch
    {
        BudgetScope.Order => order.ToString(),
        BudgetScope.Project => (await factory.Book.FindAsync(order))!.Summary.ProjectId.ToString(),
        BudgetScope.ProviderDay => FakeProvider.Id,
        _ => null,
    };

    static Task StoppedAsync(TestFactory factory, Guid order) => TestFactory.UntilAsync(async () => (await factory.Book.FindAsync(order))!.Summary.Paused);

    static async Task<List<ClaimedItem>> ClaimAsync(TestFactory factory, Guid order, int count)
    {
        var queued = new QueuedOrder
        {
            Id = order, ProjectId = null, Provider = FakeProvider.Id, Model = "one", Modality = null, Priority = 0, Seed = 1, IsPending = true, HasItems = true,
            ModelView = await factory.Catalog.FindAsync(FakeProvider.Id, "one"),
        };
        return await factory.Get<LedgerWriter>().WriteAsync(s => Claim.Take(s, queued, count, "worker", factory.Rules.Rules));
    }
}
