using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Operations;

sealed class SystemSettingMap : IEntityTypeConfiguration<SystemSetting>
{
    public void Configure(EntityTypeBuilder<SystemSetting> setting)
    {
        setting.ToTable("system_settings");
        setting.HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(255);
    }
}
