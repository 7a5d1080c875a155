namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>Keeps <c>tags.usage_count</c>: the things not in the trash that carry the tag; and takes the tags off what is deleted for good.</summary>
static class TagCountTriggers
{
    static readonly (string Entity, string Table)[] Tagged =
        [("project", "projects"), ("order", "orders"), ("product", "products"), ("collection", "collections")];

    public static IReadOnlyList<PostgresFunction> Functions { get; } =
    [
        new("add_tag_usage", Change('+')),
        new("subtract_tag_usage", Change('-')),
        new("move_tag_usage", $"{One("OLD", '-')}\n{One("NEW", '+')}"),
        .. Tagged.SelectMany(t => FunctionsOf(t.Entity)),
    ];

    public static IReadOnlyList<PostgresTrigger> All { get; } =
    [
        PostgresTrigger.Inserted("update_tag_usage_count_insert", "tag_associations", "add_tag_usage"),
        PostgresTrigger.Deleted("update_tag_usage_count_delete", "tag_associations", "subtract_tag_usage"),
        PostgresTrigger.Row("update_tag_usage_count_update", "tag_associations", "AFTER UPDATE OF tag_id, entity_type, entity_id", "", "move_tag_usage"),
        .. Tagged.SelectMany(t => Of(t.Entity, t.Table)),
    ];

    static IEnumerable<PostgresFunction> FunctionsOf(string entity) =>
    [
        new($"count_tags_of_new_{entity}", $"""
            UPDATE tags t SET usage_count = usage_count + x.number
            FROM (
                SELECT a.tag_id, count(*) AS number FROM tag_associations a JOIN changed c ON c.id = a.entity_id AND c.deleted_at IS NULL
                WHERE a.entity_type = '{entity}' GROUP BY a.tag_id) x
            WHERE t.id = x.tag_id;
            """),
        new($"count_tags_of_{entity}", $"""
            UPDATE tags SET usage_count = usage_count + CASE WHEN NEW.deleted_at IS NULL THEN 1 ELSE -1 END
            WHERE id IN (SELECT tag_id FROM tag_associations WHERE entity_type = '{entity}' AND entity_id = NEW.id);
            """),
        new($"take_tags_off_{entity}", $"DELETE FROM tag_associations WHERE entity_type = '{entity}' AND entity_id = OLD.id;", "OLD"),
    ];

    static IEnumerable<PostgresTrigger> Of(string entity, string table) =>
    [
        // A tag may be written before its thing in one transaction: nothing forbids it, and the count must hold.
        PostgresTrigger.Inserted($"update_tag_usage_count_{entity}_insert", table, $"count_tags_of_new_{entity}"),
        PostgresTrigger.Row($"update_tag_usage_count_{entity}_update", table, "AFTER UPDATE OF deleted_at",
            "(OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)", $"count_tags_of_{entity}"),

        // Before: while the thing is still there, the trigger on the associations can see whether it counted.
        PostgresTrigger.Row($"update_tag_usage_count_{entity}_delete", table, "BEFORE DELETE", "", $"take_tags_off_{entity}"),
    ];

    // The things are held, for the reason the products of a collection are.
    static string Change(char sign) => $"""
        {string.Join('\n', Tagged.Select(t => $"PERFORM 1 FROM {t.Table} WHERE id IN (SELECT entity_id FROM changed WHERE entity_type = '{t.Entity}') ORDER BY id FOR SHARE;"))}
        PERFORM 1 FROM tags WHERE id IN (SELECT tag_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
        UPDATE tags t SET usage_count = usage_count {sign} x.number
        FROM (SELECT d.tag_id, count(*) AS number FROM changed d WHERE {InUse("d")} GROUP BY d.tag_id) x
        WHERE t.id = x.tag_id;
        """;

    static string One(string row, char sign) => $"""
        UPDATE tags SET usage_count = usage_count {sign} 1 WHERE id = {row}.tag_id AND {InUse(row)};
        """;

    static string InUse(string row) => $"""
        CASE {row}.entity_type
        {string.Join('\n', Tagged.Select(t => $"    WHEN '{t.Entity}' THEN EXISTS (SELECT 1 FROM {t.Table} e WHERE e.id = {row}.entity_id AND e.deleted_at IS NULL)"))}
        END
        """;
}
