namespace ArtFactory.Data.Postgres;

/// <summary>The numbers that rows get in their order of arrival (<c>seq</c>).</summary>
static class PostgresSequences
{
    /// <summary>Lets them go on after the rows there are, which brought theirs along.</summary>
    public static string Follow { get; } = string.Join(' ', ((string[])["orders", "products"])
        .Select(table => $"SELECT setval('{table}_seq', coalesce(max(seq), 0) + 1, false) FROM {table};"));
}
