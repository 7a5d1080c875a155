using System.Text.Json;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes <c>products</c>.</summary>
sealed class ProductTable(LedgerSession session) : IDisposable
{
    // What an order in the trash still makes joins it there.
    readonly Statement _insert = new(session.Connection, """
        INSERT INTO products (id, order_item_id, project_id, type, file_path, file_size, file_hash, thumbnail_paths, width, height, duration,
            mime_type, metadata, prompt, perceptual_hash, derive_error, created_at, updated_at, deleted_at)
        SELECT @id, @item, project_id, @type, @path, @size, @hash, @thumbnails, @width, @height, @duration,
            @mime, @metadata, @prompt, @perceptual, @error, @now, @now, deleted_at
        FROM orders WHERE id = @order
        """, "id", "item", "type", "path", "size", "hash", "thumbnails", "width", "height", "duration", "mime", "metadata", "prompt", "perceptual", "error",
        "now", "order");

    public void Insert(IReadOnlyList<Completion> made) =>
        _insert.ExecuteAll(session.Transaction, [.. made.SelectMany(m => m.Products.Select(p => Values(m.Order, m.Item, p)))]);

    public void Dispose() => _insert.Dispose();

    object?[] Values(Guid order, Guid item, NewProduct product) =>
    [
        session.Dialect.Id(product.Id), session.Dialect.Id(item), product.Type.ToString().ToLowerInvariant(), product.File.RelativePath, product.File.Size,
        product.File.Sha256, product.Thumbnails is null ? null : session.Dialect.Json(JsonSerializer.Serialize(product.Thumbnails, JsonSerializerOptions.Web)),
        product.Width, product.Height, product.Duration, product.MimeType, product.Metadata is null ? null : session.Dialect.Json(product.Metadata.ToJson()),
        product.Prompt, product.PerceptualHash is { } hash ? unchecked((long)hash) : null, product.DeriveError, session.Now, session.Dialect.Id(order),
    ];
}
