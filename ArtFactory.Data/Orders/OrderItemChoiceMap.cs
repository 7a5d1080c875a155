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
        choice.Property(c => c.Name).HasMaxLength(255);

        // Not over the value: one may be a whole prompt, longer than an entry of a server's index may be.
        choice.HasIndex(c => c.Name).HasDatabaseName("idx_order_item_choices_name");
    }
}
