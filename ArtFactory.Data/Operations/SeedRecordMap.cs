using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Operations;

sealed class SeedRecordMap : IEntityTypeConfiguration<SeedRecord>
{
    public void Configure(EntityTypeBuilder<SeedRecord> seed)
    {
        seed.ToTable("seed_records");
        seed.HasKey(s => new { s.Kind, s.Key });
        seed.Property(s => s.Kind).HasMaxLength(50);
        seed.Property(s => s.Key).HasMaxLength(400);
    }
}
