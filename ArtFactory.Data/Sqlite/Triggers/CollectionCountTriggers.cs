namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>Keeps <c>collections.product_count</c>: the products in it that are not in the trash.</summary>
static class CollectionCountTriggers
{
    public static IReadOnlyList<SqliteTrigger> All { get; } =
    [
        new("update_collection_product_count_insert", "collection_products", "AFTER INSERT", Change("NEW", '+')),
        new("update_collection_product_count_delete", "collection_products", "AFTER DELETE", Change("OLD", '-')),
        new("update_collection_product_count_update", "collection_products",
            "AFTER UPDATE OF collection_id, product_id WHEN OLD.collection_id <> NEW.collection_id OR OLD.product_id <> NEW.product_id",
            Change("OLD", '-') + "\n" + Change("NEW", '+')),

        // Before: while the product is still there, the trigger on the places can see whether it counted.
        new("update_collection_product_count_product_delete", "products", "BEFORE DELETE",
            "DELETE FROM collection_products WHERE product_id = OLD.id;"),
        new("update_collection_product_count_product_update", "products",
            "AFTER UPDATE OF deleted_at WHEN (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)",
            """
            UPDATE collections SET product_count = product_count + CASE WHEN NEW.deleted_at IS NULL THEN 1 ELSE -1 END
            WHERE id IN (SELECT collection_id FROM collection_products WHERE product_id = NEW.id);
            """),
    ];

    static string Change(string row, char sign) => $"""
        UPDATE collections SET product_count = product_count {sign} 1
        WHERE id = {row}.collection_id AND EXISTS (SELECT 1 FROM products p WHERE p.id = {row}.product_id AND p.deleted_at IS NULL);
        """;
}
