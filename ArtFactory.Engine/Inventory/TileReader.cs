using System.Data.Common;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Inventory;

/// <summary>Reads a tile from a row of <see cref="GallerySql.TileColumns"/>.</summary>
sealed class TileReader(IDatabaseEngine engine)
{
    /// <summary>How many columns a tile takes; what follows is the statement's own.</summary>
    public const int Columns = 11;

    public GalleryTile Read(DbDataReader row)
    {
        var thumbnails = row.IsDBNull(8) ? null : JsonSerializer.Deserialize<ThumbnailPaths>(row.GetString(8), JsonSerializerOptions.Web);
        return new GalleryTile(
            engine.ReadId(row, 0),
            row.GetString(1) switch { "image" => ProductType.Image, "video" => ProductType.Video, _ => ProductType.Audio },
            row.IsDBNull(2) ? null : row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.IsDBNull(4) ? null : row.GetDouble(4),
            row.GetBoolean(5), row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetString(7),
            thumbnails?.Medium, thumbnails?.Preview, row.IsDBNull(9) ? null : row.GetString(9),
            DateTime.SpecifyKind(row.GetDateTime(10), DateTimeKind.Utc));
    }
}
