namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>Keeps <c>projects.product_count</c> and <c>projects.order_count</c>: what is not in the trash.</summary>
static class ProjectCountTriggers
{
    static readonly (string Table, string Count)[] Counted = [("products", "product_count"), ("orders", "order_count")];

    public static IReadOnlyList<PostgresFunction> Functions { get; } = [.. Counted.SelectMany(c => FunctionsOf(c.Count))];

    public static IReadOnlyList<PostgresTrigger> All { get; } = [.. Counted.SelectMany(c => Of(c.Table, c.Count))];

    static IEnumerable<PostgresFunction> FunctionsOf(string count) =>
    [
        new($"add_project_{count}", Change(count, '+')),
        new($"subtract_project_{count}", Change(count, '-')),
        new($"move_project_{count}", $"""
            UPDATE projects SET {count} = {count} - 1 WHERE id = OLD.project_id AND OLD.deleted_at IS NULL;
            UPDATE projects SET {count} = {count} + 1 WHERE id = NEW.project_id AND NEW.deleted_at IS NULL;
            """),
    ];

    // In the order of ids, so that two statements that change several of the same never wait for each other.
    static string Change(string count, char sign) => $"""
        PERFORM 1 FROM projects WHERE id IN (SELECT project_id FROM changed WHERE deleted_at IS NULL) ORDER BY id FOR NO KEY UPDATE;
        UPDATE projects p SET {count} = {count} {sign} c.number
        FROM (SELECT project_id, count(*) AS number FROM changed WHERE deleted_at IS NULL AND project_id IS NOT NULL GROUP BY project_id) c
        WHERE p.id = c.project_id;
        """;

    static IEnumerable<PostgresTrigger> Of(string table, string count) =>
    [
        PostgresTrigger.Inserted($"update_project_{count}_insert", table, $"add_project_{count}"),
        PostgresTrigger.Deleted($"update_project_{count}_delete", table, $"subtract_project_{count}"),
        PostgresTrigger.Row($"update_project_{count}_update", table, "AFTER UPDATE OF project_id, deleted_at",
            "OLD.project_id IS DISTINCT FROM NEW.project_id OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)", $"move_project_{count}"),
    ];
}
