using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Tags;

sealed class TagAssociationMap : IEntityTypeConfiguration<TagAssociation>
{
    public void Configure(EntityTypeBuilder<TagAssociation> association)
    {
        association.ToTable("tag_associations");
        association.HasKey(a => new { a.TagId, a.EntityType, a.EntityId });
        association.Property(a => a.EntityType).HasMaxLength(50);
        association.HasOne<Tag>().WithMany().HasForeignKey(a => a.TagId).OnDelete(DeleteBehavior.Cascade);
        association.HasIndex(a => new { a.EntityType, a.EntityId }).HasDatabaseName("idx_tag_associations_entity");
    }
}
