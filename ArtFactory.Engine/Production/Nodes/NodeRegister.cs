using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Nodes;

/// <summary>
/// Who works on the library. A node reports itself every few seconds and holds a lock of its name: one that reports no more and whose
/// lock is free is dead for certain, and what it held is free at once instead of after its lease.
/// </summary>
sealed class NodeRegister(Workbench bench, NodeRole role, IDatabaseEngine engine, IDbContextFactory<FactoryContext> contexts, ILogger<NodeRegister> logger) : IAsyncDisposable
{
    /// <summary>How often a node reports itself.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>Without a report for so long, it is asked whether the node lives.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    static readonly string Version = typeof(NodeRegister).Assembly.GetName().Version?.ToString(3) ?? "";
    readonly DateTime _startedAt = bench.Now;
    IHeldLock? _presence;

    /// <summary>Reports this node; answers the owners' names of those found dead.</summary>
    public async Task<IReadOnlyList<string>> ReportAsync(int running, CancellationToken cancellationToken)
    {
        // The server may have ended the one session that holds it; without it the others would take this node for dead.
        if (_presence is { Lost.IsCancellationRequested: true }) await ForgetPresenceAsync();
        if (!engine.HasSingleWriter && _presence is null) _presence = await engine.TryLockAsync(LockOf(bench.Owner), cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = bench.Now;
        var known = await context.Nodes.Where(n => n.Owner == bench.Owner)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.SeenAt, now).SetProperty(x => x.Running, running), cancellationToken);
        if (known == 0)
        {
            context.Add(new Node { Owner = bench.Owner, Name = Name, Role = role.Name, Version = Version, Running = running, StartedAt = _startedAt, SeenAt = now });
            await context.SaveChangesAsync(cancellationToken);
        }

        return await DeadAsync(context, now - Silence, cancellationToken);
    }

    /// <summary>The connection that holds this node's lock may have broken: it is taken anew with the next report.</summary>
    public async Task ForgetPresenceAsync()
    {
        if (_presence is not { } presence) return;
        _presence = null;
        try
        {
            await presence.DisposeAsync();
        }
        catch (Exception e)
        {
            logger.LogDebug(e, "The lock of this node was gone already");
        }
    }

    /// <summary>This node leaves in good order.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync();
            await context.Nodes.Where(n => n.Owner == bench.Owner).ExecuteDeleteAsync();
        }
        catch (Exception e)
        {
            logger.LogDebug(e, "This node could not take its leave; the others will notice");
        }

        await ForgetPresenceAsync();
    }

    /// <summary>Whether another node is there to do what is placed; on a file, the lease of the line tells that.</summary>
    public async Task<bool> HasOthersAsync(CancellationToken cancellationToken = default)
    {
        if (engine.HasSingleWriter) return false;
        var since = bench.Now - Silence;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var owner in await context.Nodes.Where(n => n.Owner != bench.Owner && n.SeenAt >= since).Select(n => n.Owner).ToListAsync(cancellationToken))
        {
            // One that was killed a moment ago still stands there; its lock is free.
            await using var taken = await engine.TryLockAsync(LockOf(owner), cancellationToken);
            if (taken is null) return true;
        }

        return false;
    }

    public async Task<IReadOnlyList<NodeView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var nodes = await context.Nodes.AsNoTracking().OrderBy(n => n.Name).ToListAsync(cancellationToken);
        var work = (await context.OrderItems.Where(i => i.Status == OrderItemStatus.Generating && i.LeaseOwner != null)
            .Select(i => new { i.LeaseOwner, i.StartedAt, i.GenerationParameterSet }).OrderByDescending(i => i.StartedAt).Take(200).ToListAsync(cancellationToken))
            .GroupBy(i => i.LeaseOwner!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().GenerationParameterSet?.Text("prompt"), StringComparer.Ordinal);
        return nodes.ConvertAll(n => new NodeView(n.Name, n.Role, n.Version, n.Running, work.GetValueOrDefault(n.Owner), n.StartedAt, n.SeenAt, n.Owner == bench.Owner));
    }

    public async ValueTask DisposeAsync() => await ForgetPresenceAsync();

    static string Name => $"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 80)]}:{Environment.ProcessId}";

    static string LockOf(string owner) => $"node {owner}";

    async Task<IReadOnlyList<string>> DeadAsync(FactoryContext context, DateTime before, CancellationToken cancellationToken)
    {
        // On a file the holder of the line is the only node, and has taken up all the others left.
        if (engine.HasSingleWriter)
        {
            await context.Nodes.Where(n => n.Owner != bench.Owner).ExecuteDeleteAsync(cancellationToken);
            return [];
        }

        var silent = await context.Nodes.Where(n => n.SeenAt < before && n.Owner != bench.Owner).Select(n => n.Owner).ToListAsync(cancellationToken);

        // A node reports itself before it claims: a holder that is not known has left, or was found dead before.
        silent.AddRange(await context.OrderItems.Where(i => i.Status == OrderItemStatus.Generating && i.LeaseOwner != null && !context.Nodes.Any(n => n.Owner == i.LeaseOwner))
            .Select(i => i.LeaseOwner!).Distinct().ToListAsync(cancellationToken));
        var dead = new List<string>();
        foreach (var owner in silent.Distinct(StringComparer.Ordinal))
        {
            await using var taken = await engine.TryLockAsync(LockOf(owner), cancellationToken);
            if (taken is null) continue;
            await context.Nodes.Where(n => n.Owner == owner).ExecuteDeleteAsync(cancellationToken);
            dead.Add(owner);
        }

        return dead;
    }
}
