using ArtFactory.Data.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Collections;

sealed class CollectionMap : IEntityTypeConfiguration<Collection>
{
    public void Configure(EntityTypeBuilder<Collection> collection)
    {
        collection.ToTable("collections");
        collection.Property(c => c.Name).HasMaxLength(255);
        collection.Property(c => c.ProductCount).HasDefaultValue(0);
        collection.Property(c => c.IsPublic).HasDefaultValue(false);
        collection.HasOne<Product>().WithMany().HasForeignKey(c => c.CoverProductId).OnDelete(DeleteBehavior.SetNull);
        collection.HasIndex(c => c.CreatedAt).HasDatabaseName("idx_collections_created_at");
        collection.HasIndex(c => c.CoverProductId).HasDatabaseName("idx_collections_cover_product_id");
    }
}
