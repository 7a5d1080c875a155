using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Providers;

sealed class ProviderConditionMap : IEntityTypeConfiguration<ProviderCondition>
{
    public void Configure(EntityTypeBuilder<ProviderCondition> condition)
    {
        condition.ToTable("provider_conditions");
        condition.HasKey(c => c.ProviderId);
        condition.Property(c => c.ProviderId).HasMaxLength(100);
    }
}
