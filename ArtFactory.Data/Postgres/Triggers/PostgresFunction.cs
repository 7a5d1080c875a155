namespace ArtFactory.Data.Postgres.Triggers;

/// <summary>A function of a trigger: PL/pgSQL that answers nothing a statement would see.</summary>
/// <param name="Name">Its name in the database.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Answer">What it returns: NULL after the fact, the row before it.</param>
sealed record PostgresFunction(string Name, string Body, string Answer = "NULL")
{
    public string Create => $"CREATE OR REPLACE FUNCTION {Name}() RETURNS trigger LANGUAGE plpgsql AS $body$\nBEGIN\n{Body.Trim()}\nRETURN {Answer};\nEND\n$body$;";
}
