using System.Collections.Concurrent;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>The pace of every provider, with the limits the catalogue gives.</summary>
sealed class PaceBook(IProviderCatalog catalog, AdapterShelf adapters, IDbContextFactory<FactoryContext> contexts, TimeProvider time)
{
    readonly ConcurrentDictionary<string, ProviderPace> _paces = new(StringComparer.Ordinal);

    /// <summary>Reads the limits; with <paramref name="remember"/> also the requests of the last minute, which a restart must not forget.</summary>
    public async Task ReadAsync(bool remember, CancellationToken cancellationToken)
    {
        var conditions = await ConditionsAsync(cancellationToken);
        foreach (var provider in await catalog.ProvidersAsync(cancellationToken))
        {
            var pace = PaceOf(provider.Id);
            pace.ConcurrentLimit = provider.ConcurrentLimit;
            pace.RequestsPerMinute = provider.RateLimitRequests;
            pace.Set(conditions.GetValueOrDefault(provider.Id, Condition.Good));
            pace.IsEnabled = provider.IsEnabled && adapters.Find(provider.Id) is not null;
            if (remember && provider.RateLimitRequests is not null) pace.Remember(await LastMinuteAsync(provider.Id, cancellationToken));
        }
    }

    public int Free(string provider, int usualConcurrency) => adapters.Find(provider) is null ? 0 : PaceOf(provider).Free(usualConcurrency);

    /// <summary>When a limit first lets something through again.</summary>
    public DateTime? NextChance() => _paces.Values.Select(p => p.NextChance()).Min();

    public void Started(string provider, bool isRequest) => PaceOf(provider).Started(isRequest);

    public void Ended(string provider) => PaceOf(provider).Ended();

    public void Set(string provider, Condition condition) => PaceOf(provider).Set(condition);

    public void Hold(string provider, DateTime until) => PaceOf(provider).Hold(until);

    public ProviderPace PaceOf(string provider) => _paces.GetOrAdd(provider, _ => new ProviderPace(time));

    async Task<Dictionary<string, Condition>> ConditionsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ProviderConditions.AsNoTracking()
            .ToDictionaryAsync(c => c.ProviderId, c => new Condition(c.Failures, c.Rests, c.PausedUntil), StringComparer.Ordinal, cancellationToken);
    }

    async Task<List<DateTime>> LastMinuteAsync(string provider, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddMinutes(-1);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.GenerationAttempts.Where(a => a.Provider == provider && a.ReservedAt > since).Select(a => a.ReservedAt).ToListAsync(cancellationToken);
    }
}
