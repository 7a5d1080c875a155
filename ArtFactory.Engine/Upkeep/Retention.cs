using ArtFactory.Data;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

sealed class Retention(
    IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, ITrash trash, FilePurge files, UploadPurge uploads, ISettings settings, TimeProvider time) : IRetention
{
    static readonly string[] Filter = [ISoftDeleted.FilterName];
    const int EntriesAtOnce = 200;

    public async Task<RetentionReport> RunAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var logsBefore = now.AddDays(-await settings.GetAsync<int>(SettingKeys.LogDays, cancellationToken));
        var trashBefore = now.AddDays(-await settings.GetAsync<int>(SettingKeys.TrashDays, cancellationToken));
        var logs = await writer.UntilDoneAsync(context => context.GenerationLogs
            .Where(l => context.GenerationLogs.Where(x => x.Timestamp < logsBefore).OrderBy(x => x.Timestamp).Select(x => x.Id)
                .Take(FactoryWriter.ChunkSize).Contains(l.Id))
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);

        // Projects and orders first: they take what is in them along.
        var entries = 0;
        entries += await PurgeAsync(TrashKind.Project, c => c.Projects.IgnoreQueryFilters(Filter).Where(p => p.DeletedAt < trashBefore).Select(p => p.Id), cancellationToken);
        entries += await PurgeAsync(TrashKind.Order, c => c.Orders.IgnoreQueryFilters(Filter).Where(o => o.DeletedAt < trashBefore).Select(o => o.Id), cancellationToken);
        entries += await PurgeAsync(TrashKind.Product, c => c.Products.IgnoreQueryFilters(Filter).Where(p => p.DeletedAt < trashBefore).Select(p => p.Id), cancellationToken);
        entries += await PurgeAsync(TrashKind.Collection, c => c.Collections.IgnoreQueryFilters(Filter).Where(x => x.DeletedAt < trashBefore).Select(x => x.Id), cancellationToken);
        var removed = await uploads.RunAsync(trashBefore, cancellationToken);
        return new RetentionReport(logs, entries, removed + await files.RunPendingAsync(cancellationToken));
    }

    async Task<int> PurgeAsync(string kind, Func<FactoryContext, IQueryable<Guid>> old, CancellationToken cancellationToken)
    {
        for (var sum = 0; ;)
        {
            List<Guid> ids;
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
                ids = await old(context).OrderBy(id => id).Take(EntriesAtOnce).ToListAsync(cancellationToken);
            if (ids.Count == 0) return sum;
            await trash.PurgeAsync(kind, ids, cancellationToken);
            sum += ids.Count;
        }
    }
}
