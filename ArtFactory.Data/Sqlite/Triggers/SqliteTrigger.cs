namespace ArtFactory.Data.Sqlite.Triggers;

/// <summary>One trigger: on SQLite each has one event, so one count takes several, whose names begin with the count's.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Table">The table it watches.</param>
/// <param name="When">Timing, event and condition: <c>AFTER UPDATE OF a, b ... WHEN ...</c>, with the table left out.</param>
/// <param name="Body">What it does: statements, each with its semicolon.</param>
sealed record SqliteTrigger(string Name, string Table, string When, string Body)
{
    /// <summary>The statement that makes it.</summary>
    public string Create
    {
        get
        {
            var condition = When.IndexOf(" WHEN ", StringComparison.Ordinal);
            var (head, tail) = condition < 0 ? (When, "") : (When[..condition], When[condition..]);
            return $"CREATE TRIGGER {Name} {head} ON {Table} FOR EACH ROW{tail}\nBEGIN\n{Body.Trim()}\nEND;";
        }
    }
}
