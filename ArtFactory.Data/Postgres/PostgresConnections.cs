using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>Opens connections to the one database: pooled, patient, and with the statements they repeat prepared by themselves.</summary>
sealed class PostgresConnections
{
    public PostgresConnections(DatabaseOptions options)
    {
        Settings = Parse(options.ConnectionString);
        Settings.ApplicationName ??= "Art Factory";

        // Without an answer from a server that is away, a page would wait a quarter of a minute for an honest word.
        if (IsOpen("Timeout")) Settings.Timeout = 5;
        if (IsOpen("Max Auto Prepare")) Settings.MaxAutoPrepare = 200;
        if (IsOpen("Auto Prepare Min Usages")) Settings.AutoPrepareMinUsages = 2;

        // A node that loses its power must not hold its locks until the network gives up.
        if (IsOpen("Keepalive")) Settings.KeepAlive = 30;
        ConnectionString = Settings.ConnectionString;
    }

    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>With what we add to the operator's: the key of the one pool all contexts and hand-written commands share.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the server is, without anything secret.</summary>
    public string Place => $"{Settings.Host}:{Settings.Port}";

    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes what is pooled.</summary>
    public void Clear()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>Whether the operator left it to us. (The builder's <c>ContainsKey</c> is true of every setting there is.)</summary>
    bool IsOpen(string setting) => !Settings.Keys.Cast<string>().Contains(setting, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="DatabaseUnusableException">The connection string is missing, is none, or names no server or database.</exception>
    static NpgsqlConnectionStringBuilder Parse(string text)
    {
        const string advice = "Set it to, for instance, Host=127.0.0.1;Database=artfactory;Username=artfactory;Password=...";
        if (string.IsNullOrWhiteSpace(text)) throw new DatabaseUnusableException($"Database:ConnectionString is empty, and Database:Engine is PostgreSQL. {advice}");
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException or OverflowException)
        {
            // The fault's own words may quote the text, and the text holds the password.
#pragma warning disable MA0054
            throw new DatabaseUnusableException($"Database:ConnectionString cannot be read as a PostgreSQL connection string. {advice}");
#pragma warning restore MA0054
        }

        if (string.IsNullOrWhiteSpace(settings.Host)) throw new DatabaseUnusableException($"Database:ConnectionString names no Host. {advice}");
        if (string.IsNullOrWhiteSpace(settings.Database)) throw new DatabaseUnusableException($"Database:ConnectionString names no Database. {advice}");
        return settings;
    }
}
