using ArtFactory.Data.Copying;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ArtFactory.Data.Sqlite;

/// <summary>A file as one end of a copy.</summary>
sealed class SqliteCopyEnd(SqliteConnections connections) : ICopyEnd
{
    public string Place => $"the SQLite file {connections.Path}";

    // JSON is text like any other.
    public bool IsJson(IProperty property) => property.GetTypeMapping().Converter is { ProviderClrType: var stored } && stored == typeof(string) && !IsEnum(property.ClrType);

    public Task<bool> IsUnfinishedAsync(CancellationToken cancellationToken = default)
    {
        using var connection = connections.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{CopyMarks.Table}'";
        return Task.FromResult(command.ExecuteScalar() is 1L);
    }

    public Task<ICopySource> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult<ICopySource>(new SqliteCopySource(connections.OpenAlone()));

    public Task<ICopyTarget> WriteAsync(CancellationToken cancellationToken = default) => Task.FromResult<ICopyTarget>(new SqliteCopyTarget(connections.OpenAlone()));

    static bool IsEnum(Type type) => (Nullable.GetUnderlyingType(type) ?? type).IsEnum;
}
