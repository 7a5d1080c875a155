using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Tags;

sealed class TagMap : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> tag)
    {
        tag.ToTable("tags");
        tag.Property(t => t.Name).HasMaxLength(100);
        tag.Property(t => t.Color).HasMaxLength(7);
        tag.Property(t => t.UsageCount).HasDefaultValue(0);
        tag.HasIndex(t => t.Name).IsUnique().HasDatabaseName("idx_tags_name");
    }
}
