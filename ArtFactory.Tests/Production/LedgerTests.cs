using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Production.Recovery;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Production;

public sealed class LedgerTests
{
    [Fact]
    public async Task Eight_claimers_never_pass_one_cap()
    {
        await using var factory = await TestFactory.CreateAsync();
        factory.Catalog.Price = new(0.10m, "output");
        var order = await factory.PlaceAsync("x", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = "1..60" }, BudgetLimit = 2.55m });
        var ledger = factory.Get<LedgerWriter>();
        var queued = Queued(order, factory);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var claimed = 0;
            for (var round = 0; round < 20; round++)
                claimed += (await ledger.WriteAsync(s => Engine.Production.Claiming.Claim.Take(s, queued, 3, $"worker-{worker}", factory.Rules.Rules))).Count;
            return claimed;
        })));
        claims.Sum().ShouldBe(25);
        await using var context = factory.Open();
        var row = await context.Orders.SingleAsync();
        row.CostReserved.ShouldBe(2.5m);
        (row.CostSpent + row.CostReserved).ShouldBeLessThanOrEqualTo(row.BudgetLimit!.Value);
        (await context.GenerationAttempts.CountAsync()).ShouldBe(25);
    }

    [Fact]
    public async Task Spending_stops_at_the_budget_and_the_order_pauses()
    {
        await using var factory = await TestFactory.RunningAsync(f => f.Catalog.Price = new(1m, "output"));
        var order = await factory.PlaceAsync("[a,b,c,d,e]", r => r with { BudgetLimit = 3m });
        await TestFactory.UntilAsync(async () => (await factory.Book.FindAsync(order))!.Summary.Paused);
        var detail = await factory.Book.FindAsync(order);
        (detail!.Summary.Completed, detail.Summary.CostSpent, detail.CostReserved).ShouldBe((3, 3m, 0m));
        detail.ErrorMessage.ShouldNotBeNull();
        factory.Provider.Received.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_limit_of_a_day_holds_over_all_orders()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Rules.Rules = f.Rules.Rules with { DailyLimit = 2m };
        });
        var first = await factory.PlaceAsync("[a,b]");
        await factory.EndAsync(first);
        var second = await factory.PlaceAsync("c");
        await factory.Desk.PauseAsync(second);
        await factory.Desk.ResumeAsync(second);
        (await factory.Book.FindAsync(second))!.Summary.Completed.ShouldBe(0);
        factory.Rules.Rules = factory.Rules.Rules with { DailyLimit = 3m };
        await factory.Desk.ResumeAsync(second);
        (await factory.EndAsync(second)).Summary.Completed.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_provider_reports_is_what_counts()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (r, _) => Task.FromResult<ProviderAnswer?>(FakeProvider.Picture(r.Parameters.Text("prompt")!, 0.25m));
        });
        var ended = await factory.EndAsync(await factory.PlaceAsync("[a,b]"));
        (ended.Summary.CostSpent, ended.CostReserved, ended.Summary.CostPlanned).ShouldBe((0.5m, 0m, 2m));
    }

    [Fact]
    public async Task Transient_failures_are_tried_again_up_to_the_limit()
    {
        await using var factory = await TestFactory.RunningAsync(f => f.Provider.OnSubmit = (r, _) => Task.FromResult<ProviderAnswer?>(
            r.Parameters.Text("prompt") == "never" || f.Provider.Received.Count(x => x.ItemId == r.ItemId) <= 2 ? new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "busy") : null));
        var order = await factory.PlaceAsync("[later,never]");
        var ended = await factory.EndAsync(order);
        (ended.Summary.Completed, ended.Summary.Failed).ShouldBe((1, 1));
        var items = await factory.ItemsAsync(order);
        items.Select(i => i.RetryCount).ShouldBe([2, 3]);
        var attempts = await factory.AttemptsAsync(order);
        attempts.Count(a => a.OrderItemId == items[0].Id).ShouldBe(3);
        attempts.Count(a => a.OrderItemId == items[1].Id).ShouldBe(4);
    }

    [Theory]
    [InlineData(ProviderErrorClass.Validation, "validation")]
    [InlineData(ProviderErrorClass.Moderation, "moderation")]
    [InlineData(ProviderErrorClass.Payment, "payment")]
    public async Task What_will_not_pass_by_itself_is_not_tried_again(ProviderErrorClass kind, string code)
    {
        await using var factory = await TestFactory.RunningAsync(f => f.Provider.OnSubmit = (_, _) =>
            Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Rejected(kind, "no")));
        var ended = await factory.EndAsync(await factory.PlaceAsync("a"));
        ended.Summary.Status.ShouldBe(OrderStatus.Failed);
        (await factory.ItemsAsync(ended.Summary.Id)).Single().ErrorCode.ShouldBe(code);
        factory.Provider.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_payment_pauses_the_rest_of_the_order()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
        {
            f.Rules.Rules = f.Rules.Rules with { MostRunning = 1 };
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Rejected(ProviderErrorClass.Payment, "no credit"));
        });
        var order = await factory.PlaceAsync("[a,b,c]");
        await TestFactory.UntilAsync(async () => (await factory.Book.FindAsync(order))!.Summary.Paused);
        factory.Provider.Received.Count.ShouldBe(1);
        (await factory.Book.FindAsync(order))!.ErrorMessage!.ShouldContain("no credit");
    }

    [Fact]
    public async Task An_ambiguous_end_is_unknown_until_the_provider_says_it_never_came()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(f.Provider.Received.Count == 1 ? new ProviderAnswer.Ambiguous("the line was cut") : null);
        });
        var order = await factory.PlaceAsync("a");
        await UnknownAsync(factory, order);
        (await factory.Book.FindAsync(order))!.CostReserved.ShouldBe(1m);
        factory.Provider.Received.Count.ShouldBe(1);

        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        await ReconcileAsync(factory);
        var ended = await factory.EndAsync(order);
        (ended.Summary.Completed, ended.Summary.CostSpent, ended.CostReserved).ShouldBe((1, 1m, 0m));
        (await factory.AttemptsAsync(order)).Select(a => a.State).ShouldBe([AttemptState.Failed, AttemptState.Succeeded]);
    }

    [Fact]
    public async Task An_unknown_attempt_the_provider_knows_is_followed_and_not_sent_again()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Ambiguous("the line was cut")));
        var order = await factory.PlaceAsync("a");
        await UnknownAsync(factory, order);
        factory.Provider.OnFind = _ => new Reconciliation.Found("request-1");
        await ReconcileAsync(factory);
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.Count.ShouldBe(1);
        (await factory.AttemptsAsync(order)).Single().ShouldSatisfyAllConditions(
            a => a.State.ShouldBe(AttemptState.Succeeded), a => a.ProviderRequestId.ShouldBe("request-1"));
    }

    [Fact]
    public async Task A_person_can_decide_about_an_unknown_attempt()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
        {
            f.Catalog.Price = new(1m, "output");
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Ambiguous("the line was cut"));
        });
        var order = await factory.PlaceAsync("a");
        await UnknownAsync(factory, order);
        var ledger = factory.Get<IAttemptLedger>();
        await ledger.ResolveAsync((await ledger.UnknownAsync()).Single().Id, AttemptResolution.Charged);
        var ended = await factory.EndAsync(order);
        (ended.Summary.Failed, ended.Summary.CostSpent, ended.CostReserved).ShouldBe((1, 1m, 0m));
    }

    [Fact]
    public async Task An_accepted_request_is_followed_to_its_end()
    {
        var asked = 0;
        await using var factory = await TestFactory.RunningAsync(f =>
        {
            f.Provider.OnSubmit = (r, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted("id-" + r.Parameters.Text("prompt")));
            f.Provider.OnLookUp = s => Interlocked.Increment(ref asked) < 5 ? new ProviderAnswer.Accepted(s.RequestId, Progress: 0.5) : FakeProvider.Picture(s.RequestId);
        });
        var order = await factory.PlaceAsync("a");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        asked.ShouldBe(5);
        (await factory.AttemptsAsync(order)).Single().ProviderRequestId.ShouldBe("id-a");
        (await factory.ItemsAsync(order)).Single().ProviderRequestId.ShouldBe("id-a");
    }

    [Fact]
    public async Task A_file_that_cannot_be_decoded_is_kept_and_marked()
    {
        await using var factory = await TestFactory.RunningAsync(f =>
            f.Imaging.OnDerive = _ => new Engine.Media.ImagingException(ArtFactory.Imaging.Protocol.ImagingFailure.Unreadable, "cut short"));
        var ended = await factory.EndAsync(await factory.PlaceAsync("a"));
        ended.Summary.Completed.ShouldBe(1);
        await using var context = factory.Open();
        var product = await context.Products.SingleAsync();
        (product.DeriveError, product.ThumbnailPaths).ShouldBe(("cut short", null));
        File.Exists(factory.Store.ResolveOriginal(product.FilePath)).ShouldBeTrue();
    }

    static async Task UnknownAsync(TestFactory factory, Guid order) =>
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Any(a => a.State == AttemptState.Unknown));

    /// <summary>As a person does it: whatever the line has asked by itself at its start, and when it would ask again.</summary>
    static async Task ReconcileAsync(TestFactory factory)
    {
        var ledger = factory.Get<IAttemptLedger>();
        foreach (var attempt in await ledger.UnknownAsync()) await ledger.AskAsync(attempt.Id);
    }

    static Engine.Production.Claiming.QueuedOrder Queued(Guid order, TestFactory factory) => new()
    {
        Id = order, ProjectId = null, Provider = FakeProvider.Id, Model = "one", Modality = null, Priority = 0, Seed = 1, IsPending = true, HasItems = true,
        ModelView = factory.Catalog.FindAsync(FakeProvider.Id, "one").Result,
    };
}
