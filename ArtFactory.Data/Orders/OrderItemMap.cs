using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Orders;

sealed class OrderItemMap : IEntityTypeConfiguration<OrderItem>
{
    public void Configure(EntityTypeBuilder<OrderItem> item)
    {
        item.ToTable("order_items");
        item.Property(i => i.Status).HasMaxLength(50).HasDefaultValue(OrderItemStatus.Pending).HasSentinel(OrderItemStatus.Pending);
        item.Property(i => i.ProviderRequestId).HasMaxLength(OrderItem.LongestRequestId);
        item.Property(i => i.ParameterHash).HasMaxLength(64);
        item.Property(i => i.ErrorCode).HasMaxLength(50);
        item.Property(i => i.LeaseOwner).HasMaxLength(100);
        item.Property(i => i.RetryCount).HasDefaultValue(0);
        item.HasOne(i => i.Order).WithMany(o => o.Items).HasForeignKey(i => i.OrderId).OnDelete(DeleteBehavior.Cascade);
        item.HasIndex(i => i.OrderId).HasDatabaseName("idx_order_items_order_id");
        item.HasIndex(i => i.Status).HasDatabaseName("idx_order_items_status");
        item.HasIndex(i => new { i.OrderId, i.SequenceNumber }).IsUnique().HasDatabaseName("idx_order_items_order_sequence");
        item.HasIndex(i => i.ParameterHash).HasDatabaseName("idx_order_items_parameter_hash");

        // The queue: an order's free items in sequence, the next retry that falls due, and leases that ran out.
        item.HasIndex(i => new { i.OrderId, i.SequenceNumber }, "Queue").HasFilter("status = 'pending'").HasDatabaseName("idx_order_items_queue");
        item.HasIndex(i => new { i.Status, i.NotBefore }).HasFilter("not_before IS NOT NULL").HasDatabaseName("idx_order_items_not_before");
        item.HasIndex(i => i.LeaseExpiresAt).HasFilter("lease_expires_at IS NOT NULL").HasDatabaseName("idx_order_items_lease");
    }
}
