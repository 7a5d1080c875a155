using ArtFactory.Data.Postgres;
using ArtFactory.Data.Sqlite;

namespace ArtFactory.Data.Copying;

/// <summary>What a person names a database by: a connection string or a file.</summary>
public static class DatabasePlace
{
    /// <summary>Whether the text is meant as a connection string of a server, and not as a path.</summary>
    public static bool IsServer(string place) => place.Contains('=', StringComparison.Ordinal) || place.Contains("://", StringComparison.Ordinal);

    /// <summary>The same settings for another database.</summary>
    /// <param name="options">The settings that go on.</param>
    /// <param name="place">A connection string of PostgreSQL, or the path of a SQLite file.</param>
    public static DatabaseOptions At(this DatabaseOptions options, string place) => IsServer(place)
        ? options with { Engine = PostgresEngine.EngineName, ConnectionString = place }
        : options with { Engine = SqliteEngine.EngineName, ConnectionString = "", Path = Path.GetFullPath(place) };
}
