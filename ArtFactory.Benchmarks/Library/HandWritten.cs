using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;
using Microsoft.Data.Sqlite;

namespace ArtFactory.Benchmarks.Library;

/// <summary>The baseline: one open connection, prepared statements written for the question, and tiles read by hand.</summary>
sealed class HandWritten(SqliteConnection connection) : IAsyncDisposable
{
    const string Columns = "p.id, p.type, p.width, p.height, p.duration, p.liked, p.rating, p.prompt, p.thumbnail_paths, p.derive_error, p.created_at";
    static readonly string[] Names = ["@a", "@b"];
    readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public static async Task<HandWritten> OpenAsync(IDatabaseEngine engine) => new((SqliteConnection)await engine.OpenConnectionAsync());

    public Task<int> PageAsync(string where, params object[] values) => RowsAsync($"FROM products p {where} ORDER BY id DESC LIMIT 60", values);

    /// <summary>Reads the tiles; ids are given as ids.</summary>
    public Task<int> RowsAsync(string from, params object[] values)
    {
        if (!_commands.TryGetValue(from, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = $"SELECT {Columns} {from}";
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter(Names[i], null));
            command.Prepare();
            _commands.Add(from, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] is Guid id ? id.ToByteArray(bigEndian: true) : values[i];
        var tiles = new List<GalleryTile>(60);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var thumbnails = row.IsDBNull(8) ? null : JsonSerializer.Deserialize<ThumbnailPaths>(row.GetString(8), JsonSerializerOptions.Web);
            tiles.Add(new GalleryTile(
                new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), Enum.Parse<ProductType>(row.GetString(1), ignoreCase: true),
                row.IsDBNull(2) ? null : row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : row.GetDouble(4),
                row.GetBoolean(5), row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetString(7), thumbnails?.Medium, thumbnails?.Preview,
                row.IsDBNull(9) ? null : row.GetString(9), DateTime.SpecifyKind(row.GetDateTime(10), DateTimeKind.Utc)));
        }

        return Task.FromResult(tiles.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
