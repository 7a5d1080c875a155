using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Spending;

sealed class SpendDayMap : IEntityTypeConfiguration<SpendDay>
{
    public void Configure(EntityTypeBuilder<SpendDay> day)
    {
        day.ToTable("spend_days");
        day.HasKey(d => new { d.Day, d.Provider, d.Model, d.ProjectId });
        day.Property(d => d.Provider).HasMaxLength(100);
        day.Property(d => d.Model).HasMaxLength(200);
    }
}
