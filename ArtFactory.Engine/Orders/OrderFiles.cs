using ArtFactory.Data;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Orders;

/// <summary>One file an order made. <paramref name="Path"/> is relative to the media folder.</summary>
public sealed record OrderFile(Guid Id, int Sequence, string Path, string? Sha256, int? Width, int? Height, string? MimeType);

/// <summary>Lists what an order made, in the order of its items.</summary>
public sealed class OrderFiles(IDbContextFactory<FactoryContext> contexts)
{
    /// <summary>All files of the order, however many: read as they come.</summary>
    public async Task<IReadOnlyList<OrderFile>> ListAsync(Guid orderId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Products.AsNoTracking()
            .Where(product => product.OrderItem!.OrderId == orderId)
            .OrderBy(product => product.OrderItem!.SequenceNumber).ThenBy(product => product.Id)
            .Select(product => new OrderFile(
                product.Id, product.OrderItem!.SequenceNumber, product.FilePath, product.FileHash, product.Width, product.Height, product.MimeType))
            .ToListAsync(cancellationToken);
    }
}
