using ArtFactory.Data.Orders;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Tests.Data;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Tests.Production;

public sealed class LineTests
{
    [Theory, Engines]
    public async Task An_order_becomes_products_with_files_and_thumbnails(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine);
        var order = await factory.PlaceAsync("A [red,blue] fox, [oil,ink]");
        var ended = await factory.EndAsync(order);

        ended.Summary.Status.ShouldBe(OrderStatus.Fulfilled);
        ended.Summary.Items.ShouldBe(4);
        ended.Summary.Completed.ShouldBe(4);
        ended.Summary.Thumbnails.Count.ShouldBe(4);
        var items = await factory.Book.ItemsAsync(order);
        items.Select(i => i.Prompt).ShouldBe(["A red fox, oil", "A red fox, ink", "A blue fox, oil", "A blue fox, ink"]);
        items.ShouldAllBe(i => i.Products.Count == 1 && i.Choices.Count == 2);
        await using var context = factory.Open();
        foreach (var product in context.Products.ToList())
        {
            File.Exists(factory.Store.ResolveOriginal(product.FilePath)).ShouldBeTrue();
            File.Exists(factory.Store.ResolveThumbnail(product.ThumbnailPaths!.Medium!)).ShouldBeTrue();
            product.Prompt.ShouldNotBeNull();
            (product.Width, product.Height).ShouldBe((16, 16));
        }

        (await factory.AttemptsAsync(order)).ShouldAllBe(a => a.State == AttemptState.Succeeded && a.AttemptNumber == 1 && a.PayloadHash.Length == 64);
    }

    [Theory, Engines]
    public async Task The_studio_draws_through_the_same_line(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine);
        var order = await factory.Desk.PlaceAsync(new OrderRequest { Provider = "studio", Model = "flow-field", Prompt = "[a,b,c]" });
        var ended = await factory.EndAsync(order);
        ended.Summary.Completed.ShouldBe(3);
        var items = await factory.ItemsAsync(order);
        items.Select(i => i.ActualParameterSet!.Text("seed")).Distinct().Count().ShouldBe(3);
        items.ShouldAllBe(i => i.GenerationParameterSet!.Text("seed") == null);
    }

    [Theory, Engines]
    public async Task A_large_order_streams_in_behind_its_first_items(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, line: o => o.ExpansionBatch = 10);
        var order = await factory.PlaceAsync("n", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = "1..95" } });
        var ended = await factory.EndAsync(order);
        ended.Summary.Completed.ShouldBe(95);
        (await factory.ItemsAsync(order)).Select(i => i.SequenceNumber).ShouldBe(Enumerable.Range(1, 95));
        (await factory.Board.JobsAsync()).ShouldHaveSingleItem().Kind.ShouldBe("expand-order");
    }

    [Fact]
    public async Task Factories_side_by_side_in_one_process_keep_their_long_work_to_themselves()
    {
        await using var one = await TestFactory.CreateAsync();
        await using var other = await TestFactory.CreateAsync();

        // In the order that two factories starting at once may come to.
        one.Get<IGlobalConfiguration>();
        other.Get<IGlobalConfiguration>();
        one.Get<JobStorage>().ShouldNotBeSameAs(other.Get<JobStorage>());
    }

    [Fact]
    public async Task A_factory_starts_after_one_that_has_ended_in_the_same_process()
    {
        await using var next = await TestFactory.CreateAsync();
        await using (var ended = await TestFactory.CreateAsync())
            ended.Get<IGlobalConfiguration>();

        // The job engine's log is static and still leads to the one that has ended.
        next.Get<JobStorage>().GetMonitoringApi().ShouldNotBeNull();
    }

    [Fact]
    public void The_job_engine_outlives_the_log_it_was_given()
    {
        var ended = LoggerFactory.Create(_ => { });
        ended.Dispose();
        new JobLog(ended).GetLogger("Hangfire").Log(Hangfire.Logging.LogLevel.Error, () => "still here").ShouldBeFalse();
    }
}
