namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>Keeps <c>collections.product_count</c>: the products in it that are not in the trash.</summary>
static class CollectionCountTriggers
{
    public static IReadOnlyList<PostgresFunction> Functions { get; } =
    [
        new("add_collection_products", Change('+')),
        new("subtract_collection_products", Change('-')),
        new("move_collection_product", $"{One("OLD", '-')}\n{One("NEW", '+')}"),
        new("leave_collections", "DELETE FROM collection_products WHERE product_id = OLD.id;", "OLD"),
        new("count_in_collections", """
            UPDATE collections SET product_count = product_count + CASE WHEN NEW.deleted_at IS NULL THEN 1 ELSE -1 END
            WHERE id IN (SELECT collection_id FROM collection_products WHERE product_id = NEW.id);
            """),
    ];

    public static IReadOnlyList<PostgresTrigger> All { get; } =
    [
        PostgresTrigger.Inserted("update_collection_product_count_insert", "collection_products", "add_collection_products"),
        PostgresTrigger.Deleted("update_collection_product_count_delete", "collection_products", "subtract_collection_products"),
        PostgresTrigger.Row("update_collection_product_count_update", "collection_products", "AFTER UPDATE OF collection_id, product_id",
            "OLD.collection_id <> NEW.collection_id OR OLD.product_id <> NEW.product_id", "move_collection_product"),

        // Before: while the product is still there, the trigger on the places can see whether it counted.
        PostgresTrigger.Row("update_collection_product_count_product_delete", "products", "BEFORE DELETE", "", "leave_collections"),
        PostgresTrigger.Row("update_collection_product_count_product_update", "products", "AFTER UPDATE OF deleted_at",
            "(OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)", "count_in_collections"),
    ];

    // The products are held: one that goes to the trash meanwhile waits, and then sees its new place.
    static string Change(char sign) => $"""
        PERFORM 1 FROM products WHERE id IN (SELECT product_id FROM changed) ORDER BY id FOR SHARE;
        PERFORM 1 FROM collections WHERE id IN (SELECT collection_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
        UPDATE collections c SET product_count = product_count {sign} x.number
        FROM (
            SELECT d.collection_id, count(*) AS number FROM changed d JOIN products p ON p.id = d.product_id AND p.deleted_at IS NULL GROUP BY d.collection_id) x
        WHERE c.id = x.collection_id;
        """;

    static string One(string row, char sign) => $"""
        UPDATE collections SET product_count = product_count {sign} 1
        WHERE id = {row}.collection_id AND EXISTS (SELECT 1 FROM products p WHERE p.id = {row}.product_id AND p.deleted_at IS NULL);
        """;
}
