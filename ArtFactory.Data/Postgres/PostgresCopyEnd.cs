using ArtFactory.Data.Copying;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>A database of a server as one end of a copy.</summary>
sealed class PostgresCopyEnd(PostgresConnections connections) : ICopyEnd
{
    public string Place => $"the PostgreSQL database '{connections.Settings.Database}' at {connections.Place}";

    public bool IsJson(IProperty property) => property.GetColumnType() == "jsonb";

    public async Task<bool> IsUnfinishedAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT to_regclass('{CopyMarks.Table}') IS NOT NULL", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<ICopySource> ReadAsync(CancellationToken cancellationToken = default) =>
        await PostgresCopySource.OpenAsync(await connections.OpenAsync(cancellationToken), cancellationToken);

    public async Task<ICopyTarget> WriteAsync(CancellationToken cancellationToken = default) =>
        await PostgresCopyTarget.OpenAsync(await connections.OpenAsync(cancellationToken), cancellationToken);
}
