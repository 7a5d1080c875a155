using ArtFactory.Data.Orders;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Production;

namespace ArtFactory.Web.Shared;

/// <summary>Orders and items in words and dots.</summary>
public static class OrderWords
{
    /// <summary>Whether something is still to come.</summary>
    public static bool IsActive(OrderSummary order) => order.Expanding || order.Status is OrderStatus.Pending or OrderStatus.Processing;

    /// <summary>"3 of 8", "8 done", "7 done, 1 failed".</summary>
    public static string Counts(OrderSummary order)
    {
        var failed = order.Failed > 0 ? $", {order.Failed:N0} failed" : "";
        if (IsActive(order)) return $"{order.Completed:N0} of {order.Items:N0}{(order.Expanding ? "+" : "")}{failed}";
        var cancelled = order.Cancelled > 0 ? $", {order.Cancelled:N0} cancelled" : "";
        return $"{order.Completed:N0} done{failed}{cancelled}";
    }

    /// <summary>The state as a word; a pause and failures count.</summary>
    public static string State(OrderSummary order) => order switch
    {
        { Paused: true } when IsActive(order) => "Paused",
        { Status: OrderStatus.Pending } => "Waiting",
        { Status: OrderStatus.Processing } => "In production",
        { Status: OrderStatus.Fulfilled, Failed: > 0 } => "Done, some failed",
        { Status: OrderStatus.Fulfilled } => "Done",
        { Status: OrderStatus.Failed } => "Failed",
        _ => "Cancelled",
    };

    /// <summary>What holds an order back, in a few words.</summary>
    public static string StoppedBy(string code) => code switch
    {
        StopCodes.OrderBudget => "its budget is used up",
        StopCodes.ProjectBudget => "the project's budget is used up",
        StopCodes.ProviderDayBudget => "the provider's budget of the day is used up",
        StopCodes.DayBudget => "the budget of the day is used up",
        StopCodes.TotalBudget => "the budget in all is used up",
        StopCodes.Price => "the price is not known",
        StopCodes.Model => "the model is gone",
        StopCodes.Payment => "no credit at the provider",
        StopCodes.Key => "the provider refuses the key",
        _ => code,
    };

    /// <summary>Where an order was placed, in words: "from the shell"; null when nobody knows.</summary>
    public static string? Origin(string? origin) => origin switch
    {
        null => null,
        "web" => "from the pages",
        "cli" => "from the shell",
        "api" => "by a program",
        _ => $"from {origin}",
    };

    /// <summary>When a failed item that waits is tried again: "Try 2 in 3 min"; null for one that waits for nothing but its turn.</summary>
    public static string? Retry(ItemView item, DateTime now) => item is not { Status: OrderItemStatus.Pending, RetryCount: > 0 } ? null
        : item.NotBefore > now ? $"Try {item.RetryCount + 1} {Moments.Relative(item.NotBefore.Value, now)}" : $"Try {item.RetryCount + 1} is next";

    /// <summary>The kind of dot.</summary>
    public static string Dot(OrderSummary order) => order switch
    {
        { Paused: true } when IsActive(order) => "warn",
        { Status: OrderStatus.Pending } => "waiting",
        { Status: OrderStatus.Processing } => "running",
        { Status: OrderStatus.Fulfilled, Failed: > 0 } => "warn",
        { Status: OrderStatus.Fulfilled } => "done",
        { Status: OrderStatus.Failed } => "failed",
        _ => "stopped",
    };

    public static string State(OrderItemStatus status) => status switch
    {
        OrderItemStatus.Pending => "Waiting",
        OrderItemStatus.Generating => "In production",
        OrderItemStatus.Complete => "Done",
        OrderItemStatus.Failed => "Failed",
        _ => "Cancelled",
    };

    public static string Dot(OrderItemStatus status) => status switch
    {
        OrderItemStatus.Pending => "waiting",
        OrderItemStatus.Generating => "running",
        OrderItemStatus.Complete => "done",
        OrderItemStatus.Failed => "failed",
        _ => "stopped",
    };
}
