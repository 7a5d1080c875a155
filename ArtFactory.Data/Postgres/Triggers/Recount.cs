namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>Statements that set every count to what the rows say, for a library whose triggers were away for a while.</summary>
static class Recount
{
    public static IReadOnlyList<string> All { get; } =
    [
        """
        UPDATE projects SET
            product_count = (SELECT count(*) FROM products WHERE project_id = projects.id AND deleted_at IS NULL),
            order_count = (SELECT count(*) FROM orders WHERE project_id = projects.id AND deleted_at IS NULL);
        """,
        """
        UPDATE orders SET (expanded_count, completed_count, failed_count, cancelled_count) = (
            SELECT count(*), count(*) FILTER (WHERE status = 'complete'), count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'cancelled')
            FROM order_items WHERE order_id = orders.id);
        """,
        """
        UPDATE collections SET product_count = (
            SELECT count(*) FROM collection_products c JOIN products p ON p.id = c.product_id WHERE c.collection_id = collections.id AND p.deleted_at IS NULL);
        """,
        """
        UPDATE tags SET usage_count = (SELECT count(*) FROM tag_associations a WHERE a.tag_id = tags.id AND CASE a.entity_type
            WHEN 'project' THEN EXISTS (SELECT 1 FROM projects e WHERE e.id = a.entity_id AND e.deleted_at IS NULL)
            WHEN 'order' THEN EXISTS (SELECT 1 FROM orders e WHERE e.id = a.entity_id AND e.deleted_at IS NULL)
            WHEN 'product' THEN EXISTS (SELECT 1 FROM products e WHERE e.id = a.entity_id AND e.deleted_at IS NULL)
            WHEN 'collection' THEN EXISTS (SELECT 1 FROM collections e WHERE e.id = a.entity_id AND e.deleted_at IS NULL) END);
        """,
    ];
}
