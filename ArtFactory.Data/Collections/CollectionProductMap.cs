using ArtFactory.Data.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Collections;

sealed class CollectionProductMap : IEntityTypeConfiguration<CollectionProduct>
{
    public void Configure(EntityTypeBuilder<CollectionProduct> place)
    {
        place.ToTable("collection_products");
        place.HasKey(p => new { p.CollectionId, p.ProductId });
        place.Property(p => p.Position).HasDefaultValue(0);
        place.HasOne<Collection>().WithMany().HasForeignKey(p => p.CollectionId).OnDelete(DeleteBehavior.Cascade);
        place.HasOne<Product>().WithMany().HasForeignKey(p => p.ProductId).OnDelete(DeleteBehavior.Cascade);
        place.HasIndex(p => p.ProductId).HasDatabaseName("idx_collection_products_product_id");
        place.HasIndex(p => new { p.CollectionId, p.Position }).HasDatabaseName("idx_collection_products_position");
    }
}
