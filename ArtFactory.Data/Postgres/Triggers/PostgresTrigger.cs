namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>One trigger. Those of many rows look at all rows of a statement at once, so that a thousand of them change a count once.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Table">The table it watches.</param>
/// <param name="When">Timing and event: <c>AFTER INSERT</c>.</param>
/// <param name="Scope">What follows the table: the rows it sees, and the condition.</param>
/// <param name="Function">What it calls.</param>
sealed record PostgresTrigger(string Name, string Table, string When, string Scope, string Function)
{
    /// <summary>The statement that makes it, in place of one of that name.</summary>
    public string Create => $"CREATE OR REPLACE TRIGGER {Name} {When} ON {Table} {Scope} EXECUTE FUNCTION {Function}();";

    public static PostgresTrigger Inserted(string name, string table, string function) =>
        new(name, table, "AFTER INSERT", "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT", function);

    public static PostgresTrigger Deleted(string name, string table, string function) =>
        new(name, table, "AFTER DELETE", "REFERENCING OLD TABLE AS changed FOR EACH STATEMENT", function);

    public static PostgresTrigger Row(string name, string table, string when, string condition, string function) =>
        new(name, table, when, condition.Length == 0 ? "FOR EACH ROW" : $"FOR EACH ROW WHEN ({condition})", function);
}
