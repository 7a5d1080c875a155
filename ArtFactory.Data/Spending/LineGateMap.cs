using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Spending;

sealed class LineGateMap : IEntityTypeConfiguration<LineGate>
{
    public void Configure(EntityTypeBuilder<LineGate> gate)
    {
        gate.ToTable("line_gates");
        gate.HasKey(g => g.Name);
        gate.Property(g => g.Name).HasMaxLength(30);
    }
}
