namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>Keeps <c>orders.expanded_count</c>, <c>completed_count</c>, <c>failed_count</c> and <c>cancelled_count</c> from the items.</summary>
static class OrderCountTriggers
{
    public static IReadOnlyList<SqliteTrigger> All { get; } =
    [
        new("update_order_item_count_insert", "order_items", "AFTER INSERT", Add("NEW")),
        new("update_order_item_count_delete", "order_items", "AFTER DELETE", Subtract("OLD")),
        new("update_order_item_count_status", "order_items", "AFTER UPDATE OF status WHEN OLD.status <> NEW.status AND OLD.order_id = NEW.order_id"
            // Pending and generating are not counted: a claim does not touch the order.
            + " AND (OLD.status IN ('complete', 'failed', 'cancelled') OR NEW.status IN ('complete', 'failed', 'cancelled'))",
            """
            UPDATE orders SET
                completed_count = completed_count + (NEW.status = 'complete') - (OLD.status = 'complete'),
                failed_count = failed_count + (NEW.status = 'failed') - (OLD.status = 'failed'),
                cancelled_count = cancelled_count + (NEW.status = 'cancelled') - (OLD.status = 'cancelled')
            WHERE id = NEW.order_id;
            """),
        new("update_order_item_count_move", "order_items", "AFTER UPDATE OF order_id WHEN OLD.order_id <> NEW.order_id", Subtract("OLD") + "\n" + Add("NEW")),
    ];

    static string Add(string row) => Change(row, '+');

    static string Subtract(string row) => Change(row, '-');

    static string Change(string row, char sign) => $"""
        UPDATE orders SET
            expanded_count = expanded_count {sign} 1,
            completed_count = completed_count {sign} ({row}.status = 'complete'),
            failed_count = failed_count {sign} ({row}.status = 'failed'),
            cancelled_count = cancelled_count {sign} ({row}.status = 'cancelled')
        WHERE id = {row}.order_id;
        """;
}
