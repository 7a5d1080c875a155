using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Providers;

sealed class ProviderMap : IEntityTypeConfiguration<Provider>
{
    public void Configure(EntityTypeBuilder<Provider> provider)
    {
        provider.ToTable("providers");
        provider.Property(p => p.Id).HasMaxLength(100);
        provider.Property(p => p.Name).HasMaxLength(255);
        provider.Property(p => p.IsEnabled).HasDefaultValue(true).HasSentinel(true);
    }
}
