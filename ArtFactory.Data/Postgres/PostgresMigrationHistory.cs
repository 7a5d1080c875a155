#pragma warning disable EF1001 // EF's history repository of an engine is internal; there is no public class to derive from.
using ArtFactory.Data.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations.Internal;

namespace ArtFactory.Data.Postgres;

/// <summary>EF's own history, in the columns of our schema: version, applied_at, description.</summary>
sealed class PostgresMigrationHistory(HistoryRepositoryDependencies dependencies) : NpgsqlHistoryRepository(dependencies)
{
    protected override void ConfigureTable(EntityTypeBuilder<HistoryRow> history)
    {
        base.ConfigureTable(history);
        history.Property(h => h.MigrationId).HasColumnName("version").HasMaxLength(50);
        history.Property<DateTime?>("AppliedAt").HasColumnName("applied_at").HasDefaultValueSql("CURRENT_TIMESTAMP");

        // EF wants a place for its own version, which nobody asks for: the words for people stand there.
        history.Property(h => h.ProductVersion).HasColumnName("description").HasMaxLength(200).IsRequired(false);
    }

    public override string GetInsertScript(HistoryRow row) =>
        base.GetInsertScript(new HistoryRow(row.MigrationId, MigrationName.Describe(row.MigrationId)));
}
