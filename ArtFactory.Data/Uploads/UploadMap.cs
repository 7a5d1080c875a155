using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Uploads;

sealed class UploadMap : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> upload)
    {
        upload.ToTable("uploads");
        upload.HasIndex(u => u.FilePath).IsUnique().HasDatabaseName("idx_uploads_file_path");
        upload.HasIndex(u => u.UpdatedAt).HasDatabaseName("idx_uploads_updated_at");
    }
}
