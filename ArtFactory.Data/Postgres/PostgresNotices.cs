using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>LISTEN and NOTIFY on one channel of the database.</summary>
sealed class PostgresNotices(PostgresConnections connections) : INotices
{
    const string Channel = "art_factory";

    public bool ReachOthers => true;

    // The server takes 8000 bytes.
    public int MostBytes => 7_900;

    public async Task SendAsync(string text, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT pg_notify('{Channel}', @text)", connection);
        command.Parameters.AddWithValue("text", text);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ListenAsync(Action onListening, Action<string> onText, CancellationToken cancellationToken = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(connections.ConnectionString) { Pooling = false, KeepAlive = 10, MaxAutoPrepare = 0 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, notice) => onText(notice.Payload);
        await using (var command = new NpgsqlCommand($"LISTEN {Channel}", connection)) await command.ExecuteNonQueryAsync(cancellationToken);
        onListening();
        while (true) await connection.WaitAsync(cancellationToken);
    }
}
