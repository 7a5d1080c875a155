using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Lookups;

sealed class LookupMap : IEntityTypeConfiguration<Lookup>
{
    public void Configure(EntityTypeBuilder<Lookup> lookup)
    {
        lookup.ToTable("lookups");
        lookup.Property(l => l.Key).HasMaxLength(100);
        lookup.Property(l => l.Category).HasMaxLength(100);
        lookup.Property(l => l.IsSystem).HasDefaultValue(false);
        lookup.HasIndex(l => l.Key).IsUnique().HasDatabaseName("idx_lookups_key");
        lookup.HasIndex(l => l.Category).HasDatabaseName("idx_lookups_category");
    }
}
