using ArtFactory.Data.Projects;
using ArtFactory.Data.Templates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Orders;

sealed class OrderMap : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders");
        order.Property(o => o.Provider).HasMaxLength(100);
        order.Property(o => o.Model).HasMaxLength(200);
        order.Property(o => o.ModelFamily).HasMaxLength(100);
        order.Property(o => o.ModelModality).HasMaxLength(100);
        order.Property(o => o.Origin).HasMaxLength(20);
        order.Property(o => o.Status).HasMaxLength(50).HasDefaultValue(OrderStatus.Pending).HasSentinel(OrderStatus.Pending);
        order.Property(o => o.ExpandedCount).HasDefaultValue(0);
        order.Property(o => o.CompletedCount).HasDefaultValue(0);
        order.Property(o => o.FailedCount).HasDefaultValue(0);
        order.Property(o => o.CancelledCount).HasDefaultValue(0);
        order.Property(o => o.CappedCount).HasDefaultValue(0L);
        order.Property(o => o.Priority).HasDefaultValue(0);
        order.Property(o => o.Seed).HasDefaultValue(0UL);
        order.Property(o => o.CostReserved).HasDefaultValue(0m);
        order.Property(o => o.CostSpent).HasDefaultValue(0m);
        order.Property(o => o.CostSaved).HasDefaultValue(0m);
        order.Property(o => o.SkippedCount).HasDefaultValue(0);
        order.Property(o => o.StoppedBy).HasMaxLength(30);
        order.HasOne<Project>().WithMany().HasForeignKey(o => o.ProjectId).OnDelete(DeleteBehavior.Cascade);
        order.HasOne<Template>().WithMany().HasForeignKey(o => o.TemplateId).OnDelete(DeleteBehavior.SetNull);
        order.HasIndex(o => o.ProjectId).HasDatabaseName("idx_orders_project_id");
        order.HasIndex(o => o.Status).HasDatabaseName("idx_orders_status");
        order.HasIndex(o => new { o.Provider, o.Model }).HasDatabaseName("idx_orders_provider_model");
        order.HasIndex(o => o.CreatedAt).HasDatabaseName("idx_orders_created_at");
        order.HasIndex(o => o.TemplateId).HasDatabaseName("idx_orders_template_id");
        order.HasIndex(o => o.Seq).IsUnique().HasDatabaseName("idx_orders_seq");
        order.Property(o => o.Seq).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        order.Property(o => o.Seq).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
