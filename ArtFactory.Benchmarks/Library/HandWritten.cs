using System.Data.Common;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;

namespace ArtFactory.Benchmarks.Library;

/// <summary>The baseline: one open connection, prepared statements written for the question, and tiles read by hand.</summary>
sealed class HandWritten(DbConnection connection, IDatabaseEngine engine) : IAsyncDisposable
{
    const string Columns = "p.id, p.type, p.width, p.height, p.duration, p.liked, p.rating, p.prompt, p.thumbnail_paths, p.derive_error, p.created_at";
    static readonly string[] Names = ["@a", "@b"];
    readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public static async Task<HandWritten> OpenAsync(IDatabaseEngine engine) => new(await engine.OpenConnectionAsync(), engine);

    public Task<int> PageAsync(string where, params object[] values) => RowsAsync($"FROM products p {where} ORDER BY id DESC LIMIT 60", values);

    /// <summary>Reads the tiles; ids are given as ids.</summary>
    public Task<int> RowsAsync(string from, params object[] values)
    {
        if (!_commands.TryGetValue(from, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = $"SELECT {Columns} {from}";
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (Names[i], Stored(values[i]));
                command.Parameters.Add(parameter);
            }

            command.Prepare();
            _commands.Add(from, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Stored(values[i]);
        var tiles = new List<GalleryTile>(60);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var thumbnails = row.IsDBNull(8) ? null : JsonSerializer.Deserialize<ThumbnailPaths>(row.GetString(8), JsonSerializerOptions.Web);
            tiles.Add(new GalleryTile(
                engine.ReadId(row, 0), Enum.Parse<ProductType>(row.GetString(1), ignoreCase: true),
                row.IsDBNull(2) ? null : row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : row.GetDouble(4),
                row.GetBoolean(5), row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetString(7), thumbnails?.Medium, thumbnails?.Preview,
                row.IsDBNull(9) ? null : row.GetString(9), DateTime.SpecifyKind(row.GetDateTime(10), DateTimeKind.Utc)));
        }

        return Task.FromResult(tiles.Count);
    }

    object Stored(object value) => value is Guid id ? engine.ToStored(id) : value;

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
