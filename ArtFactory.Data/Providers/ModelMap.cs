using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Providers;

sealed class ModelMap : IEntityTypeConfiguration<Model>
{
    public void Configure(EntityTypeBuilder<Model> model)
    {
        model.ToTable("models");
        model.Property(m => m.ProviderId).HasMaxLength(100);
        model.Property(m => m.ModelId).HasMaxLength(255);
        model.Property(m => m.Name).HasMaxLength(255);
        model.Property(m => m.Family).HasMaxLength(100);
        model.Property(m => m.Modality).HasMaxLength(100);

        // The specification has 50; some providers name their versions by a hash of 64 letters, and one engine holds to lengths.
        model.Property(m => m.Version).HasMaxLength(Model.LongestVersion);
        model.Property(m => m.IsAvailable).HasDefaultValue(true).HasSentinel(true);
        model.HasOne<Provider>().WithMany().HasForeignKey(m => m.ProviderId).OnDelete(DeleteBehavior.Restrict);
        model.HasAlternateKey(m => new { m.ProviderId, m.ModelId }).HasName("uq_models_provider_id_model_id");
        model.HasIndex(m => m.ProviderId).HasDatabaseName("idx_models_provider_id");
        model.HasIndex(m => m.Family).HasDatabaseName("idx_models_family");
        model.HasIndex(m => m.Modality).HasDatabaseName("idx_models_modality");
    }
}
