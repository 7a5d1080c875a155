using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Orders;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Features.Ordering;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

public sealed class OrderRunTests
{
    [Theory]
    [InlineData(ChangeKind.Order)]
    [InlineData(ChangeKind.Item)]
    [InlineData(ChangeKind.Product)]
    public async Task It_reads_again_when_the_feed_says_only_that_many_changed(ChangeKind kind)
    {
        await using var context = new BunitContext();
        var book = new Book { Completed = 1 };
        context.Services.AddLogging().AddLive().AddSingleton<IOrderBook>(book).AddSingleton<IOrderDesk>(new SlowDesk());
        var run = context.Render<OrderRun>(p => p.Add(r => r.OrderId, book.Id));
        run.Find("header").TextContent.ShouldContain("1 of 4");

        book.Completed = 3;
        context.Services.GetRequiredService<IChangeFeed>().Publish(new Change(kind, Guid.Empty));

        run.WaitForAssertion(() => run.Find("header").TextContent.ShouldContain("3 of 4"), TimeSpan.FromSeconds(30));
    }

    sealed class Book : IOrderBook
    {
        public Guid Id { get; } = FactoryId.New();
        public int Completed { get; set; }

        public Task<OrderDetail?> FindAsync(Guid orderId, CancellationToken cancellationToken = default) => Task.FromResult<OrderDetail?>(new(
            new(Id, null, null, "studio", "flow", null, "A red fox", OrderStatus.Processing, false, false, 4, Completed, 0, 0, null, 0, DateTime.UnixEpoch, null, []),
            "", ParameterSet.Empty, 1, 0, null, null, 0, 0, 0, null, null, 0, null, null, null, null, null));

        public Task<IReadOnlyList<ItemView>> ItemsAsync(Guid orderId, OrderItemStatus? status = null, int afterSequence = 0, int take = 100, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ItemView>>([]);

        public Task<IReadOnlyList<OrderSummary>> ListAsync(OrderFilter filter, Guid? before = null, int take = 50, CancellationToken cancellationToken = default) => throw new NotSupportedException();
        public Task<IReadOnlyList<Engine.Production.LogLine>> LogAsync(Guid orderId, Guid? before = null, int take = 200, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
