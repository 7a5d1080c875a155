using ArtFactory.Data.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Products;

sealed class ProductMap : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> product)
    {
        product.ToTable("products", t => t.HasCheckConstraint("ck_products_rating", "rating BETWEEN 1 AND 5"));
        product.Property(p => p.Type).HasMaxLength(50);
        product.Property(p => p.FileHash).HasMaxLength(64);
        product.Property(p => p.MimeType).HasMaxLength(100);
        product.Property(p => p.Liked).HasDefaultValue(false);
        product.HasOne(p => p.OrderItem).WithMany().HasForeignKey(p => p.OrderItemId).OnDelete(DeleteBehavior.SetNull);
        product.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Cascade);
        product.HasIndex(p => p.ProjectId).HasDatabaseName("idx_products_project_id");
        product.HasIndex(p => p.OrderItemId).HasDatabaseName("idx_products_order_item_id");
        product.HasIndex(p => p.Type).HasDatabaseName("idx_products_type");
        product.HasIndex(p => p.Liked).HasDatabaseName("idx_products_liked");
        product.HasIndex(p => p.FileHash).HasDatabaseName("idx_products_file_hash");
        product.HasIndex(p => p.CreatedAt).HasDatabaseName("idx_products_created_at");

        // Newest first by id under each of the gallery's filters: these seek at any depth, and counts read them alone. The trash is a
        // column of them rather than a condition, so that the planner prefers them to the plain ones without statistics. The one
        // condition is written as EF writes it ("liked", not "liked = 1"), else SQLite does not see that the index applies.
        product.HasIndex(p => new { p.DeletedAt, p.Id }).HasDatabaseName("idx_products_gallery");
        product.HasIndex(p => new { p.ProjectId, p.DeletedAt, p.Id }).HasDatabaseName("idx_products_gallery_project");
        product.HasIndex(p => new { p.Type, p.DeletedAt, p.Id }).HasDatabaseName("idx_products_gallery_type");
        product.HasIndex(p => new { p.DeletedAt, p.Id }, "Liked").HasFilter("liked").HasDatabaseName("idx_products_gallery_liked");
        product.HasIndex(p => new { p.Rating, p.DeletedAt, p.Id }).HasFilter("rating IS NOT NULL").HasDatabaseName("idx_products_gallery_rating");
        product.HasIndex(p => p.Seq).IsUnique().HasDatabaseName("idx_products_seq");
        product.Property(p => p.Seq).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        product.Property(p => p.Seq).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
