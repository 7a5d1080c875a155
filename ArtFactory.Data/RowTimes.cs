using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArtFactory.Data;

/// <summary>Sets when a row was made and last changed, on saving. Bulk updates set <c>UpdatedAt</c> themselves.</summary>
sealed class RowTimes(TimeProvider time) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Stamp(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Stamp(eventData.Context);
        return ValueTask.FromResult(result);
    }

    void Stamp(DbContext? context)
    {
        if (context is null) return;
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State == EntityState.Added) StampNew(entry.Entity, now);
            else if (entry.State == EntityState.Modified) StampChanged(entry.Entity, now);
        }
    }

    /// <summary>Sets the moments a new row was not given.</summary>
    public static void StampNew(object entity, DateTime now)
    {
        switch (entity)
        {
            case IKeptRow row:
                if (row.CreatedAt == default) row.CreatedAt = now;
                if (row.UpdatedAt == default) row.UpdatedAt = row.CreatedAt;
                break;
            case Collections.CollectionProduct place when place.AddedAt == default: place.AddedAt = now; break;
            case Tags.Tag tag when tag.CreatedAt == default: tag.CreatedAt = now; break;
            case Tags.TagAssociation association when association.CreatedAt == default: association.CreatedAt = now; break;
            case Operations.KeyRingEntry entry when entry.CreatedAt == default: entry.CreatedAt = now; break;
            case Operations.GenerationLog log when log.Timestamp == default: log.Timestamp = now; break;
            default: StampChanged(entity, now); break;
        }
    }

    static void StampChanged(object entity, DateTime now)
    {
        switch (entity)
        {
            case IKeptRow row: row.UpdatedAt = now; break;
            case Operations.SystemSetting setting: setting.UpdatedAt = now; break;
            case Operations.SeedRecord seed: seed.UpdatedAt = now; break;
        }
    }
}
