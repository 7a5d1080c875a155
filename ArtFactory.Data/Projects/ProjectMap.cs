using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Projects;

sealed class ProjectMap : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> project)
    {
        project.ToTable("projects");
        project.Property(p => p.Name).HasMaxLength(255);
        project.Property(p => p.Status).HasMaxLength(50).HasDefaultValue(ProjectStatus.Active).HasSentinel(ProjectStatus.Active);
        project.Property(p => p.ProductCount).HasDefaultValue(0);
        project.Property(p => p.OrderCount).HasDefaultValue(0);
        project.Property(p => p.FeaturedProductIds).HasDefaultValueSql("'[]'");
        project.Property(p => p.CostReserved).HasDefaultValue(0m);
        project.Property(p => p.CostSpent).HasDefaultValue(0m);
        project.HasIndex(p => p.Status).HasDatabaseName("idx_projects_status");
        project.HasIndex(p => p.CreatedAt).HasDatabaseName("idx_projects_created_at");
        project.HasIndex(p => p.DeletedAt).HasDatabaseName("idx_projects_deleted_at");
    }
}
