using ArtFactory.Data.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Templates;

sealed class TemplateMap : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> template)
    {
        template.ToTable("templates");
        template.Property(t => t.Name).HasMaxLength(255);
        template.Property(t => t.Provider).HasMaxLength(100);
        template.Property(t => t.Model).HasMaxLength(200);
        template.Property(t => t.IsGlobal).HasDefaultValue(false);
        template.Property(t => t.UsageCount).HasDefaultValue(0);
        template.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Cascade);
        template.HasIndex(t => new { t.Provider, t.Model }).HasDatabaseName("idx_templates_provider_model");
        template.HasIndex(t => t.ProjectId).HasDatabaseName("idx_templates_project_id");
        template.HasIndex(t => t.IsGlobal).HasDatabaseName("idx_templates_is_global");
    }
}
