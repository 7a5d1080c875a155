using ArtFactory.Data.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Operations;

sealed class GenerationLogMap : IEntityTypeConfiguration<GenerationLog>
{
    public void Configure(EntityTypeBuilder<GenerationLog> log)
    {
        log.ToTable("generation_logs");
        log.Property(l => l.Level).HasMaxLength(20);
        log.HasOne<OrderItem>().WithMany().HasForeignKey(l => l.OrderItemId).OnDelete(DeleteBehavior.Cascade);
        log.HasIndex(l => l.OrderItemId).HasDatabaseName("idx_generation_logs_order_item_id");
        log.HasIndex(l => l.Timestamp).HasDatabaseName("idx_generation_logs_timestamp");
        log.HasIndex(l => l.Level).HasDatabaseName("idx_generation_logs_level");
    }
}
