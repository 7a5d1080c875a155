using ArtFactory.Data;
using ArtFactory.Data.Copying;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>Makes a database ready to take another's rows, or refuses it in words that say what to do.</summary>
static class CopyGround
{
    /// <summary>A node reports itself every two seconds.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Checks a target and makes its schema when there is none. The caller holds the lock of its migrations.</summary>
    /// <returns>Whether a copy was begun there before.</returns>
    /// <exception cref="DatabaseUnusableException">It cannot be the target.</exception>
    public static async Task<bool> PrepareAsync(CopyLibrary target, IReadOnlyList<CopyTable> tables, bool resume, DateTime now, CancellationToken cancellationToken)
    {
        var place = target.End.Place;
        var status = await target.Migrator.StatusAsync(cancellationToken);
        if (status.Applied.Count == 0)
        {
            await target.Migrator.MakeSchemaAsync(cancellationToken);
            return false;
        }

        if (await target.Migrator.UnknownAsync(cancellationToken) is { Count: > 0 } unknown)
            throw new DatabaseUnusableException($"The schema in {place} is newer than this program: it has {string.Join(", ", unknown)}. Copy with the newer version.");
        if (status.Pending.Count > 0)
            throw new DatabaseUnusableException($"The schema in {place} is older than this program: it lacks {string.Join(", ", status.Pending.Select(m => m.Id))}. Name an empty database.");
        if (await target.End.IsUnfinishedAsync(cancellationToken))
        {
            return resume
                ? true
                : throw new DatabaseUnusableException($"In {place} is a copy that has not ended. Go on with it by --resume, or empty the database to begin anew.");
        }

        await RefuseServedAsync(target, now, cancellationToken);
        await using var connection = await target.Engine.OpenConnectionAsync(cancellationToken);
        if (await FreshTarget.ContentAsync(connection, tables, cancellationToken) is { } content)
            throw new DatabaseUnusableException($"In {place} is a library already ({content}). A copy never overwrites: name an empty database.");
        return false;
    }

    static async Task RefuseServedAsync(CopyLibrary target, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await target.Contexts.CreateDbContextAsync(cancellationToken);
        var since = now - Silence;
        if (await context.Nodes.Where(n => n.SeenAt >= since).Select(n => n.Name).FirstOrDefaultAsync(cancellationToken) is { } node)
            throw new DatabaseUnusableException($"The node {node} works on {target.End.Place}, or did so {Silence.TotalSeconds:0} seconds ago. Stop all servers and workers there first.");
    }
}
