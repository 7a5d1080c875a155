namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>All functions and triggers of the schema as it is now; every start puts back what differs.</summary>
static class PostgresTriggers
{
    /// <summary>Statements that make the functions, in an order in which each finds those it calls.</summary>
    public static IReadOnlyList<string> Functions { get; } =
    [
        .. SearchTriggers.Helpers,
        .. ((PostgresFunction[])[
            .. ProjectCountTriggers.Functions, .. OrderCountTriggers.Functions, .. CollectionCountTriggers.Functions, .. TagCountTriggers.Functions,
            .. SearchTriggers.Functions]).Select(f => f.Create),
    ];

    public static IReadOnlyList<PostgresTrigger> All { get; } =
    [
        .. ProjectCountTriggers.All, .. OrderCountTriggers.All, .. CollectionCountTriggers.All, .. TagCountTriggers.All, .. SearchTriggers.All,
    ];
}
