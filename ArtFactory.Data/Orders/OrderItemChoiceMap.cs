using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Orders;

sealed class OrderItemChoiceMap : IEntityTypeConfiguration<OrderItemChoice>
{
    public void Configure(EntityTypeBuilder<OrderItemChoice> choice)
    {
        choice.ToTable("order_item_choices");
        choice.HasKey(c => new { c.OrderItemId, c.Position });
        choice.Property(c => c.Kind).HasMaxLength(20);
        choice.HasOne<OrderItem>().WithMany().HasForeignKey(c => c.OrderItemId).OnDelete(DeleteBehavior.Cascade);
        choice.HasIndex(c => new { c.Name, c.Value }).HasDatabaseName("idx_order_item_choices_name_value");
    }
}
