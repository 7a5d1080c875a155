using ArtFactory.Engine.Orders;
using ArtFactory.Web.Shared;

namespace ArtFactory.Web.Features.Orders;

/// <summary>How long an order took, or will take at the pace it has shown.</summary>
static class OrderPace
{
    public static string Describe(OrderSummary order, DateTime now)
    {
        if (order.CompletedAt is { } end) return Moments.Span(end - order.CreatedAt);
        if (!OrderWords.IsActive(order)) return "–";
        if (order.Paused) return "paused";
        var ended = order.Completed + order.Failed + order.Cancelled;
        if (ended == 0 || order.Items == 0) return "–";
        var left = (now - order.CreatedAt) / ended * Math.Max(0, order.Items - ended);
        return "about " + Moments.Span(left);
    }
}
