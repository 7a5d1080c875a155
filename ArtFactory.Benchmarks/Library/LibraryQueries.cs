namespace ArtFactory.Benchmarks.Library;

/// <summary>The best form of each search that we know to write by hand for an engine, from FROM on; parameters are <c>@a</c> and <c>@b</c>.</summary>
sealed record LibraryQueries
{
    const string Newest = "p.deleted_at IS NULL ORDER BY p.id DESC LIMIT 60";

    /// <summary>Products whose text matches.</summary>
    public required string Text { get; init; }

    /// <summary>Products with two tags; the rarer first.</summary>
    public required string TwoTags { get; init; }

    /// <summary>Products with a tag whose text matches.</summary>
    public required string TextWithTag { get; init; }

    /// <summary>Products of a project whose text matches.</summary>
    public required string WordInProject { get; init; }

    public required string LikedInProject { get; init; }

    public string Tag { get; } =
        "FROM (SELECT entity_id FROM tag_associations WHERE tag_id = @a AND entity_type = 'product' ORDER BY entity_id DESC LIMIT 60) t JOIN products p ON p.id = t.entity_id WHERE p.deleted_at IS NULL ORDER BY t.entity_id DESC";

    public string FourStars { get; } =
        "FROM products p WHERE p.id IN (SELECT id FROM (SELECT id FROM products WHERE rating = 4 AND deleted_at IS NULL ORDER BY id DESC LIMIT 60) x UNION ALL SELECT id FROM (SELECT id FROM products WHERE rating = 5 AND deleted_at IS NULL ORDER BY id DESC LIMIT 60) y) ORDER BY p.id DESC LIMIT 60";

    public static LibraryQueries Of(string engine) => engine == "sqlite" ? Sqlite : Postgres;

    static LibraryQueries Sqlite { get; } = new()
    {
        Text = "FROM (SELECT rowid AS seq FROM search_products WHERE search_products MATCH @a ORDER BY rowid DESC LIMIT 60) m JOIN products p ON p.seq = m.seq ORDER BY m.seq DESC",
        TwoTags = "FROM tag_associations t CROSS JOIN products p WHERE t.tag_id = @a AND t.entity_type = 'product' AND p.id = t.entity_id AND p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM tag_associations u WHERE u.tag_id = @b AND u.entity_type = 'product' AND u.entity_id = p.id) ORDER BY t.entity_id DESC LIMIT 60",
        TextWithTag = "FROM tag_associations t CROSS JOIN products p WHERE t.tag_id = @a AND t.entity_type = 'product' AND p.id = t.entity_id AND p.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_products WHERE search_products MATCH @b AND rowid = p.seq) ORDER BY t.entity_id DESC LIMIT 60",
        WordInProject = "FROM (SELECT rowid AS seq FROM search_products WHERE search_products MATCH @a) m CROSS JOIN products p WHERE p.seq = m.seq AND p.project_id = @b ORDER BY m.seq DESC LIMIT 60",
        LikedInProject = "FROM products p WHERE project_id = @a AND deleted_at IS NULL AND +liked ORDER BY id DESC LIMIT 60",
    };

    static LibraryQueries Postgres { get; } = new()
    {
        Text = $"FROM products p WHERE p.search_vector @@ search_query(@a) AND {Newest}",
        TwoTags = $"FROM tag_associations t JOIN tag_associations u ON u.tag_id = @b AND u.entity_type = 'product' AND u.entity_id = t.entity_id JOIN products p ON p.id = t.entity_id WHERE t.tag_id = @a AND t.entity_type = 'product' AND {Newest}",
        TextWithTag = $"FROM tag_associations t JOIN products p ON p.id = t.entity_id WHERE t.tag_id = @a AND t.entity_type = 'product' AND p.search_vector @@ search_query(@b) AND {Newest}",
        WordInProject = $"FROM products p WHERE p.search_vector @@ search_query(@a) AND p.project_id = @b AND {Newest}",
        LikedInProject = $"FROM products p WHERE p.project_id = @a AND p.liked AND {Newest}",
    };
}
