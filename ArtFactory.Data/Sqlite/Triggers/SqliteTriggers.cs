namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>All triggers of the schema as it is now; a migration that changes one drops it, and the start puts back what is missing.</summary>
static class SqliteTriggers
{
    public static IReadOnlyList<SqliteTrigger> All { get; } =
    [
        .. ProjectCountTriggers.All, .. OrderCountTriggers.All, .. CollectionCountTriggers.All, .. TagCountTriggers.All, .. SearchTriggers.All,
    ];
}
