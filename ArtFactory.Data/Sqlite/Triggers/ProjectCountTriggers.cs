namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>Keeps <c>projects.product_count</c> and <c>projects.order_count</c>: what is not in the trash.</summary>
static class ProjectCountTriggers
{
    public static IReadOnlyList<SqliteTrigger> All { get; } = [.. Of("products", "product_count"), .. Of("orders", "order_count")];

    static IEnumerable<SqliteTrigger> Of(string table, string count) =>
    [
        new($"update_project_{count}_insert", table, "AFTER INSERT WHEN NEW.deleted_at IS NULL AND NEW.project_id IS NOT NULL",
            $"UPDATE projects SET {count} = {count} + 1 WHERE id = NEW.project_id;"),
        new($"update_project_{count}_delete", table, "AFTER DELETE WHEN OLD.deleted_at IS NULL AND OLD.project_id IS NOT NULL",
            $"UPDATE projects SET {count} = {count} - 1 WHERE id = OLD.project_id;"),
        new($"update_project_{count}_update", table,
            "AFTER UPDATE OF project_id, deleted_at WHEN OLD.project_id IS NOT NEW.project_id OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)",
            $"""
            UPDATE projects SET {count} = {count} - 1 WHERE id = OLD.project_id AND OLD.deleted_at IS NULL;
            UPDATE projects SET {count} = {count} + 1 WHERE id = NEW.project_id AND NEW.deleted_at IS NULL;
            """),
    ];
}
