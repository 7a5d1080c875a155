using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace ArtFactory.Data.Sqlite;

/// <summary>Opens connections and makes each durable, patient and strict, once in its life.</summary>
sealed class SqliteConnections
{
    // The driver pools the handles beneath its connections and keeps their settings: only a handle not seen before needs them.
    readonly ConditionalWeakTable<object, object> _settled = [];
    readonly string _settings;

    public SqliteConnections(DatabaseOptions options)
    {
        Path = System.IO.Path.GetFullPath(options.Path);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 30 }.ToString();
        _settings = string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA busy_timeout = {options.BusyTimeoutSeconds * 1000};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA journal_size_limit = 67108864;
            PRAGMA foreign_keys = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = {-1024 * options.CacheMegabytes};
            PRAGMA mmap_size = {(long)options.MemoryMapMegabytes << 20};
            """);
    }

    public string Path { get; }
    public string ConnectionString { get; }

    public SqliteConnection Open() => Open(ConnectionString);

    /// <summary>One that nobody gets after its owner, for settings that are not everybody's.</summary>
    public SqliteConnection OpenAlone() => Open(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());

    SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(settings);
        try
        {
            connection.Open();
            Settle(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Settle(SqliteConnection connection)
    {
        var handle = connection.Handle!;
        if (_settled.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = _settings;
        command.ExecuteNonQuery();
        _settled.AddOrUpdate(handle, this);
    }
}
