using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Operations;

sealed class KeyRingEntryMap : IEntityTypeConfiguration<KeyRingEntry>
{
    public void Configure(EntityTypeBuilder<KeyRingEntry> entry)
    {
        entry.ToTable("key_ring");
        entry.Property(e => e.Name).HasMaxLength(200);
        entry.HasIndex(e => e.Name).IsUnique().HasDatabaseName("idx_key_ring_name");
    }
}
