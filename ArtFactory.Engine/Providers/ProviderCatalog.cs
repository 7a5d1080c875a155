using ArtFactory.Data;
using ArtFactory.Data.Providers;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Providers;

sealed class ProviderCatalog : IProviderCatalog
{
    readonly IDbContextFactory<FactoryContext> _contexts;
    readonly FactoryWriter _writer;
    readonly IChangeFeed _feed;
    readonly TimeProvider _time;
    readonly Dictionary<string, IProviderAdapter> _adapters;
    readonly Snapshot<Contents> _contents;

    public ProviderCatalog(
        IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, IEnumerable<IProviderAdapter> adapters, IChangeFeed feed, TimeProvider time)
    {
        (_contexts, _writer, _feed, _time) = (contexts, writer, feed, time);
        _adapters = adapters.ToDictionary(a => a.ProviderId, StringComparer.OrdinalIgnoreCase);
        _contents = new Snapshot<Contents>(time, LoadAsync);
    }

    public async Task<IReadOnlyList<ProviderView>> ProvidersAsync(CancellationToken cancellationToken = default) =>
        (await _contents.GetAsync(cancellationToken)).Providers;

    public async Task<IReadOnlyList<ModelView>> ModelsAsync(string? providerId = null, CancellationToken cancellationToken = default)
    {
        var models = (await _contents.GetAsync(cancellationToken)).Models;
        return providerId is null ? models : [.. models.Where(m => string.Equals(m.ProviderId, providerId, StringComparison.OrdinalIgnoreCase))];
    }

    public async Task<ModelView?> FindAsync(string providerId, string modelId, CancellationToken cancellationToken = default) =>
        (await _contents.GetAsync(cancellationToken)).ByName.GetValueOrDefault(Contents.NameOf(providerId, modelId));

    public async Task EditProviderAsync(
        string id, bool isEnabled, int? rateLimitRequests, int? concurrentLimit, CancellationToken cancellationToken = default)
    {
        if (rateLimitRequests < 1) throw new InvalidInputException("rate_limit_requests", "The limit of requests a minute is 1 or more; leave it empty for none.");
        if (concurrentLimit < 1) throw new InvalidInputException("concurrent_limit", "The limit of requests at once is 1 or more; leave it empty for none.");
        var now = _time.GetUtcNow().UtcDateTime;
        await _writer.WriteAsync(context => context.Providers.Where(p => p.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.IsEnabled, isEnabled).SetProperty(p => p.RateLimitRequests, rateLimitRequests)
                .SetProperty(p => p.ConcurrentLimit, concurrentLimit).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        Changed();
    }

    public async Task SetModelAvailableAsync(Guid id, bool isAvailable, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        await _writer.WriteAsync(context => context.Models.Where(m => m.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.IsAvailable, isAvailable).SetProperty(m => m.UpdatedAt, now), cancellationToken), cancellationToken);
        Changed();
    }

    public async Task SetModelPriceAsync(Guid id, ModelPrice price, CancellationToken cancellationToken = default)
    {
        if (price.Amount < 0) throw new InvalidInputException("amount", "A price is zero or more; leave it empty if it is not known.");
        if (!ModelPrice.Units.Contains(price.Unit, StringComparer.Ordinal))
            throw new InvalidInputException("unit", $"A price is per {string.Join(", ", ModelPrice.Units)}; '{price.Unit}' is none of them.");
        var (json, now) = (price.ToJson(), _time.GetUtcNow().UtcDateTime);
        await _writer.WriteAsync(context => context.Models.Where(m => m.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.Pricing, json).SetProperty(m => m.UpdatedAt, now), cancellationToken), cancellationToken);
        Changed();
    }

    void Changed()
    {
        _contents.Forget();
        _feed.Publish(new Change(ChangeKind.Provider, Guid.Empty));
    }

    async Task<Contents> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var models = await context.Models.AsNoTracking().ToListAsync(cancellationToken);
        var counts = models.CountBy(m => m.ProviderId).ToDictionary(StringComparer.Ordinal);
        var providers = (await context.Providers.AsNoTracking().ToListAsync(cancellationToken))
            .Select(p => ViewOf(p, counts.GetValueOrDefault(p.Id)))
            .OrderByDescending(p => p.CanRun).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var byId = providers.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return new Contents(providers, [.. models.Select(m => ViewOf(m, byId[m.ProviderId]))
            .OrderByDescending(m => m.CanRun).ThenBy(m => m.ProviderName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(m => m.Modality, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    ProviderView ViewOf(Provider provider, int models)
    {
        var adapter = _adapters.GetValueOrDefault(provider.Id);
        var (needsKey, hasKey) = (adapter?.NeedsKey ?? true, !string.IsNullOrEmpty(provider.ApiKeyEncrypted));
        return new ProviderView(provider.Id, provider.Name, provider.ApiBaseUrl, provider.IsEnabled, needsKey, hasKey, provider.RateLimitRequests,
            provider.ConcurrentLimit, models, provider.IsEnabled && adapter is not null && (hasKey || !needsKey));
    }

    static ModelView ViewOf(Model model, ProviderView provider) => new(
        model.Id, model.ProviderId, provider.Name, model.ModelId, model.Name, ModelFacts.DescriptionIn(model.Capabilities), model.Family, model.Modality,
        model.Version, model.IsAvailable, provider.CanRun && model.IsAvailable, ModelFacts.SchemaIn(model.ParameterSchema), ModelPrice.Parse(model.Pricing));

    sealed class Contents(IReadOnlyList<ProviderView> providers, IReadOnlyList<ModelView> models)
    {
        public IReadOnlyList<ProviderView> Providers { get; } = providers;
        public IReadOnlyList<ModelView> Models { get; } = models;

        public Dictionary<string, ModelView> ByName { get; } =
            models.ToDictionary(m => NameOf(m.ProviderId, m.ModelId), StringComparer.OrdinalIgnoreCase);

        public static string NameOf(string providerId, string modelId) => $"{providerId}/{modelId}";
    }
}
