using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Orders;
using ArtFactory.Web.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Components;

public sealed class ItemTileTests
{
    [Theory]
    [InlineData(OrderItemStatus.Generating, null, null, "In production", "loader")]
    [InlineData(OrderItemStatus.Generating, "The connection broke.", "unknown", "Its end is being found out", "circle-help")]
    [InlineData(OrderItemStatus.Generating, "It is made, but cannot be fetched now.", null, "Made, fetched later", "circle-help")]
    [InlineData(OrderItemStatus.Pending, null, null, "Waiting", "clock")]
    [InlineData(OrderItemStatus.Failed, "No such size.", "validation", "No such size.", "circle-alert")]
    [InlineData(OrderItemStatus.Complete, null, null, "Deleted", "trash-2")]
    public async Task A_tile_without_a_picture_says_what_it_waits_for(OrderItemStatus status, string? message, string? code, string words, string icon)
    {
        await using var context = new BunitContext();
        context.Services.AddSingleton(TimeProvider.System);
        var item = new ItemView(FactoryId.New(), 1, status, "A red fox", null, message, code, 0, null, null, null, [], []);

        var tile = context.Render<ItemTile>(p => p.Add(t => t.Item, item).Add(t => t.OrderId, FactoryId.New()));

        tile.Find(".nothing").TextContent.ShouldContain(words);
        tile.Find("use").GetAttribute("href").ShouldNotBeNull().ShouldEndWith("#" + icon);
    }

    [Fact]
    public async Task A_tile_that_is_tried_again_says_when()
    {
        await using var context = new BunitContext();
        var clock = new FakeTimeProvider();
        context.Services.AddSingleton<TimeProvider>(clock);
        var item = new ItemView(FactoryId.New(), 1, OrderItemStatus.Pending, "A red fox", null, null, null, 1, clock.GetUtcNow().UtcDateTime.AddMinutes(3), null, null, [], []);

        var tile = context.Render<ItemTile>(p => p.Add(t => t.Item, item).Add(t => t.OrderId, FactoryId.New()));

        tile.Find(".nothing").TextContent.ShouldContain("Try 2 in 3 min");
    }
}
