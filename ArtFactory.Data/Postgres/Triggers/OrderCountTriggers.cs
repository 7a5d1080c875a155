namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>Keeps <c>orders.expanded_count</c>, <c>completed_count</c>, <c>failed_count</c> and <c>cancelled_count</c> from the items.</summary>
static class OrderCountTriggers
{
    public static IReadOnlyList<PostgresFunction> Functions { get; } =
    [
        new("add_order_items", Change('+')),
        new("subtract_order_items", Change('-')),
        new("count_order_item_status", """
            UPDATE orders SET
                completed_count = completed_count + (NEW.status = 'complete')::int - (OLD.status = 'complete')::int,
                failed_count = failed_count + (NEW.status = 'failed')::int - (OLD.status = 'failed')::int,
                cancelled_count = cancelled_count + (NEW.status = 'cancelled')::int - (OLD.status = 'cancelled')::int
            WHERE id = NEW.order_id;
            """),
        new("move_order_item", $"{One("OLD", '-')}\n{One("NEW", '+')}"),
    ];

    public static IReadOnlyList<PostgresTrigger> All { get; } =
    [
        PostgresTrigger.Inserted("update_order_item_count_insert", "order_items", "add_order_items"),
        PostgresTrigger.Deleted("update_order_item_count_delete", "order_items", "subtract_order_items"),

        // Pending and generating are not counted: a claim does not touch the order.
        PostgresTrigger.Row("update_order_item_count_status", "order_items", "AFTER UPDATE OF status",
            "OLD.status <> NEW.status AND OLD.order_id = NEW.order_id"
            + " AND (OLD.status IN ('complete', 'failed', 'cancelled') OR NEW.status IN ('complete', 'failed', 'cancelled'))", "count_order_item_status"),
        PostgresTrigger.Row("update_order_item_count_move", "order_items", "AFTER UPDATE OF order_id", "OLD.order_id <> NEW.order_id", "move_order_item"),
    ];

    static string Change(char sign) => $"""
        PERFORM 1 FROM orders WHERE id IN (SELECT order_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
        UPDATE orders o SET
            expanded_count = expanded_count {sign} c.number,
            completed_count = completed_count {sign} c.complete,
            failed_count = failed_count {sign} c.failed,
            cancelled_count = cancelled_count {sign} c.cancelled
        FROM (
            SELECT order_id, count(*) AS number, count(*) FILTER (WHERE status = 'complete') AS complete,
                count(*) FILTER (WHERE status = 'failed') AS failed, count(*) FILTER (WHERE status = 'cancelled') AS cancelled
            FROM changed GROUP BY order_id) c
        WHERE o.id = c.order_id;
        """;

    static string One(string row, char sign) => $"""
        UPDATE orders SET
            expanded_count = expanded_count {sign} 1,
            completed_count = completed_count {sign} ({row}.status = 'complete')::int,
            failed_count = failed_count {sign} ({row}.status = 'failed')::int,
            cancelled_count = cancelled_count {sign} ({row}.status = 'cancelled')::int
        WHERE id = {row}.order_id;
        """;
}
