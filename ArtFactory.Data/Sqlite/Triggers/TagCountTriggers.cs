namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>Keeps <c>tags.usage_count</c>: the things not in the trash that carry the tag; and takes the tags off what is deleted for good.</summary>
static class TagCountTriggers
{
    static readonly (string Entity, string Table)[] Tagged =
        [("project", "projects"), ("order", "orders"), ("product", "products"), ("collection", "collections")];

    public static IReadOnlyList<SqliteTrigger> All { get; } =
    [
        new("update_tag_usage_count_insert", "tag_associations", "AFTER INSERT", Change("NEW", '+')),
        new("update_tag_usage_count_delete", "tag_associations", "AFTER DELETE", Change("OLD", '-')),
        new("update_tag_usage_count_update", "tag_associations", "AFTER UPDATE OF tag_id, entity_type, entity_id",
            Change("OLD", '-') + "\n" + Change("NEW", '+')),
        .. Tagged.SelectMany(t => Of(t.Entity, t.Table)),
    ];

    static IEnumerable<SqliteTrigger> Of(string entity, string table) =>
    [
        // A tag may be written before its thing in one transaction: nothing forbids it, and the count must hold.
        new($"update_tag_usage_count_{entity}_insert", table, "AFTER INSERT WHEN NEW.deleted_at IS NULL",
            $"UPDATE tags SET usage_count = usage_count + 1 WHERE id IN {TagsOf(entity, "NEW")};"),
        new($"update_tag_usage_count_{entity}_update", table,
            "AFTER UPDATE OF deleted_at WHEN (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)",
            $"""
            UPDATE tags SET usage_count = usage_count + CASE WHEN NEW.deleted_at IS NULL THEN 1 ELSE -1 END
            WHERE id IN {TagsOf(entity, "NEW")};
            """),

        // Before: while the thing is still there, the trigger on the associations can see whether it counted.
        new($"update_tag_usage_count_{entity}_delete", table, "BEFORE DELETE",
            $"DELETE FROM tag_associations WHERE entity_type = '{entity}' AND entity_id = OLD.id;"),
    ];

    static string TagsOf(string entity, string row) =>
        $"(SELECT tag_id FROM tag_associations WHERE entity_type = '{entity}' AND entity_id = {row}.id)";

    static string Change(string row, char sign) => $"""
        UPDATE tags SET usage_count = usage_count {sign} 1
        WHERE id = {row}.tag_id AND CASE {row}.entity_type
        {string.Join('\n', Tagged.Select(t => $"    WHEN '{t.Entity}' THEN EXISTS (SELECT 1 FROM {t.Table} e WHERE e.id = {row}.entity_id AND e.deleted_at IS NULL)"))}
        END;
        """;
}
