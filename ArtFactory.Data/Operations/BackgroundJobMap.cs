using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Operations;

sealed class BackgroundJobMap : IEntityTypeConfiguration<BackgroundJob>
{
    public void Configure(EntityTypeBuilder<BackgroundJob> job)
    {
        job.ToTable("background_jobs");
        job.Property(j => j.Kind).HasMaxLength(50);
        job.Property(j => j.State).HasMaxLength(50);
        job.HasIndex(j => j.State).HasDatabaseName("idx_background_jobs_state");
        job.HasIndex(j => new { j.Kind, j.SubjectId }).HasDatabaseName("idx_background_jobs_kind_subject");
    }
}
