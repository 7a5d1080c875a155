using ArtFactory.Data.Orders;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Production;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Orders;

public sealed class SteeringTests
{
    [Theory, Engines]
    public async Task Cancelling_stops_what_waits_and_what_runs(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Provider.SafeToRepeat = true;
            f.Provider.OnSubmit = Forever;
            f.Rules.Rules = f.Rules.Rules with { MostRunning = 2 };
        });
        var order = await factory.PlaceAsync("[a,b,c,d,e]");
        await TestFactory.UntilAsync(() => Task.FromResult(factory.Provider.Received.Count == 2));
        await factory.Desk.CancelAsync(order);
        var ended = await factory.EndAsync(order);
        (ended.Summary.Status, ended.Summary.Cancelled).ShouldBe((OrderStatus.Cancelled, 5));
        ended.CostReserved.ShouldBe(0);
        (await factory.AttemptsAsync(order)).ShouldAllBe(a => a.State == AttemptState.Cancelled);
    }

    [Theory, Engines]
    public async Task A_paused_order_waits_until_it_is_resumed(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("[a,b]");
        await factory.Desk.PauseAsync(order);
        await factory.StartAsync();
        var other = await factory.PlaceAsync("c");
        await factory.EndAsync(other);
        (await factory.Book.FindAsync(order))!.Summary.ShouldSatisfyAllConditions(s => s.Paused.ShouldBeTrue(), s => s.Completed.ShouldBe(0));
        await factory.Desk.ResumeAsync(order);
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(2);
    }

    [Theory, Engines]
    public async Task Single_items_can_be_cancelled(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var order = await factory.PlaceAsync("[a,b,c]");
        var items = await factory.ItemsAsync(order);
        (await factory.Desk.CancelItemsAsync(order, [items[0].Id, items[2].Id])).ShouldBe(2);
        await factory.StartAsync();
        var ended = await factory.EndAsync(order);
        (ended.Summary.Status, ended.Summary.Completed, ended.Summary.Cancelled).ShouldBe((OrderStatus.Fulfilled, 1, 2));
    }

    [Theory, Engines]
    public async Task Failed_items_are_made_again_on_request(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (request, _) => Task.FromResult<ProviderAnswer?>(
            request.Parameters.Text("prompt") == "b" ? new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "b is not allowed") : null));
        var order = await factory.PlaceAsync("[a,b,c]");
        var ended = await factory.EndAsync(order);
        (ended.Summary.Status, ended.Summary.Completed, ended.Summary.Failed).ShouldBe((OrderStatus.Failed, 2, 1));
        var failed = (await factory.Book.ItemsAsync(order, OrderItemStatus.Failed)).Single();
        (failed.ErrorMessage, failed.ErrorCode, failed.RetryCount).ShouldBe(("b is not allowed", "validation", 0));

        factory.Provider.OnSubmit = null;
        (await factory.Desk.RetryAsync(order)).ShouldBe(1);
        ended = await factory.EndAsync(order);
        (ended.Summary.Status, ended.Summary.Completed, ended.Summary.Failed).ShouldBe((OrderStatus.Fulfilled, 3, 0));
        (await factory.Book.LogAsync(order)).ShouldContain(l => l.Message == "b is not allowed");

        var lines = await factory.Book.LogAsync(order, take: 1000);
        var paged = new List<Guid>();
        while (await factory.Book.LogAsync(order, paged.Count == 0 ? null : paged[^1], take: 2) is { Count: > 0 } page) paged.AddRange(page.Select(l => l.Id));
        paged.ShouldBe(lines.Select(l => l.Id));
        ended.Origin.ShouldBe("web");
    }

    static async Task<ProviderAnswer?> Forever(GenerationRequest request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    }
}
