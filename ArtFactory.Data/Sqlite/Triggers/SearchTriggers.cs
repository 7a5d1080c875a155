namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>
/// Numbers products and orders in arrival order and keeps their words in the full-text index under that number. What is in the
/// trash is not in the index: a search need not look at the row to know.
/// </summary>
static class SearchTriggers
{
    static readonly SearchSource[] Sources =
    [
        new("products", "prompt, notes, metadata", "rowid, prompt, notes, metadata", ["NEW.prompt", "NEW.notes", TextOf("NEW.metadata")]),
        new("orders", "base_parameter_set", "rowid, prompt, negative_prompt", [Value("prompt"), Value("negative_prompt")]),
    ];

    public static IReadOnlyList<SqliteTrigger> All { get; } = [.. Sources.SelectMany(Of)];

    /// <summary>Statements that number what has no number yet and make the indexes anew from the rows.</summary>
    public static IReadOnlyList<string> Refill { get; } = [.. Sources.SelectMany(RefillOf)];

    static IEnumerable<string> RefillOf(SearchSource source)
    {
        var (table, index) = (source.Table, source.Index);
        return
        [
            $"""
            UPDATE {table} SET seq = (SELECT coalesce(max(seq), 0) FROM {table}) + numbered.number
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM {table} WHERE seq IS NULL) AS numbered WHERE {table}.id = numbered.id;
            """,
            $"INSERT INTO {index}({index}) VALUES ('delete-all');",
            $"INSERT INTO {index}({source.Columns}) SELECT {Values("NEW.seq", source.Words)} FROM {table} AS NEW WHERE NEW.deleted_at IS NULL ORDER BY NEW.seq;",
        ];
    }

    static IEnumerable<SqliteTrigger> Of(SearchSource source)
    {
        var (table, index, sources, columns, words) = (source.Table, source.Index, source.Watched, source.Columns, source.Words);
        return
        [
            new($"{index}_insert", table, "AFTER INSERT",
                $"""
                UPDATE {table} SET seq = (SELECT coalesce(max(seq), 0) + 1 FROM {table}) WHERE id = NEW.id AND seq IS NULL;
                INSERT INTO {index}({columns}) SELECT {Values("(SELECT seq FROM " + table + " WHERE id = NEW.id)", words)} WHERE NEW.deleted_at IS NULL;
                """),
            new($"{index}_update", table, $"AFTER UPDATE OF {sources}, deleted_at WHEN {Changed(sources)}",
                $"""
                DELETE FROM {index} WHERE rowid = OLD.seq AND OLD.deleted_at IS NULL;
                INSERT INTO {index}({columns}) SELECT {Values("NEW.seq", words)} WHERE NEW.deleted_at IS NULL;
                """),
            new($"{index}_delete", table, "AFTER DELETE WHEN OLD.deleted_at IS NULL", $"DELETE FROM {index} WHERE rowid = OLD.seq;"),
        ];
    }

    static string Changed(string sources) => string.Join(" OR ",
        sources.Split(", ").Select(c => $"OLD.{c} IS NOT NEW.{c}").Append("(OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)"));

    static string Values(string seq, string[] words) => $"{seq}, {string.Join(", ", words)}";

    static string TextOf(string json) =>
        $"(SELECT group_concat(atom, ' ') FROM json_tree({json}) WHERE type = 'text')";

    static string Value(string name) => $"json_extract(NEW.base_parameter_set, '$.{name}')";

    /// <param name="Table">Where the words are.</param>
    /// <param name="Watched">The columns whose change changes the words.</param>
    /// <param name="Columns">The columns of the index.</param>
    /// <param name="Words">What goes into them, of a row called NEW.</param>
    sealed record SearchSource(string Table, string Watched, string Columns, string[] Words)
    {
        public string Index => "search_" + Table;
    }
}
