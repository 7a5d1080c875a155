using ArtFactory.Data;
using ArtFactory.Data.Providers;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Models;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Providers;

sealed class ProviderCatalog : IProviderCatalog, IRemembers
{
    readonly IDbContextFactory<FactoryContext> _contexts;
    readonly FactoryWriter _writer;
    readonly IChangeFeed _feed;
    readonly TimeProvider _time;
    readonly ProviderConnections _connections;
    readonly Dictionary<string, IProviderAdapter> _adapters;
    readonly Snapshot<Contents> _contents;

    public ProviderCatalog(
        IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, IEnumerable<IProviderAdapter> adapters, ProviderConnections connections, IChangeFeed feed,
        TimeProvider time)
    {
        (_contexts, _writer, _connections, _feed, _time) = (contexts, writer, connections, feed, time);
        _adapters = adapters.ToDictionary(a => a.ProviderId, StringComparer.OrdinalIgnoreCase);
        _contents = new Snapshot<Contents>(time, LoadAsync);

        // A key that was just entered makes models orderable at once.
        connections.Changed += _contents.Forget;
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

    /// <summary>Adds a model, or brings the one of that id up to date; true if it is new.</summary>
    public async Task<bool> KeepAsync(string providerId, ModelDraft draft, CancellationToken cancellationToken)
    {
        // Cut short it would name another version, or none.
        if (draft.Version?.Length > Model.LongestVersion)
            throw new InvalidInputException("version", $"The version of {draft.ModelId} has a name of {draft.Version.Length} letters; at most {Model.LongestVersion} can be kept.");
        var isNew = await _writer.WriteAsync(async context =>
        {
            if (!await context.Providers.AnyAsync(p => p.Id == providerId, cancellationToken))
                throw new InvalidInputException("provider", $"There is no provider '{providerId}'. See Admin, Providers.");
            var row = await context.Models.SingleOrDefaultAsync(m => m.ProviderId == providerId && m.ModelId == draft.ModelId, cancellationToken);
            var added = row is null;
            if (row is null)
            {
                row = new() { Id = FactoryId.New(), ProviderId = providerId, ModelId = draft.ModelId, Name = draft.Name, Modality = draft.Modality, IsAvailable = true, Pricing = ModelPrice.Unknown.ToJson() };
                context.Add(row);
            }

            (row.Family, row.Modality, row.Version) = (draft.Family ?? row.Family, draft.Modality, draft.Version);
            row.ParameterSchema = draft.Schema.ToJson();
            if (draft.Facts.Count > 0) row.Capabilities = draft.Facts.ToJson();
            if (draft.Price is { } price) row.Pricing = price.ToJson();
            row.UpdatedAt = _time.GetUtcNow().UtcDateTime;
            await context.SaveChangesAsync(cancellationToken);
            return added;
        }, cancellationToken);
        Changed();
        return isNew;
    }

    public void Forget(ChangeKind kind)
    {
        if (kind == ChangeKind.Provider) _contents.Forget();
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
        var connections = await _connections.AllAsync(cancellationToken);
        var providers = (await context.Providers.AsNoTracking().ToListAsync(cancellationToken))
            .Select(p => ViewOf(p, connections.GetValueOrDefault(p.Id), counts.GetValueOrDefault(p.Id)))
            .OrderByDescending(p => p.CanRun).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var byId = providers.ToDictionary(p => p.Id, StringComparer.Ordinal);
        return new Contents(providers, [.. models.Select(m => ViewOf(m, byId[m.ProviderId], connections.GetValueOrDefault(m.ProviderId)))
            .OrderByDescending(m => m.CanRun).ThenBy(m => m.ProviderName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(m => m.Modality, StringComparer.Ordinal).ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    ProviderView ViewOf(Provider provider, ConnectionView? connection, int models)
    {
        var adapter = _adapters.GetValueOrDefault(provider.Id);
        var needsKey = adapter?.NeedsKey ?? true;
        var hasKey = connection?.HasKey == true;
        var isEnabled = _connections.IsEnabledByConfiguration(provider.Id, needsKey) ?? provider.IsEnabled;
        return new ProviderView(provider.Id, provider.Name, connection?.BaseAddress?.AbsoluteUri.TrimEnd('/') ?? provider.ApiBaseUrl, isEnabled, needsKey, hasKey,
            provider.RateLimitRequests, provider.ConcurrentLimit, models, isEnabled && adapter is not null && (hasKey || !needsKey))
        {
            Description = provider.Settings?.Text("description"),
            ChangedAt = provider.UpdatedAt,
            EnabledBy = _connections.EnablingConfiguration(provider.Id, needsKey),
        };
    }

    ModelView ViewOf(Model model, ProviderView provider, ConnectionView? connection) => new(
        model.Id, model.ProviderId, provider.Name, model.ModelId, model.Name, ModelFacts.DescriptionIn(model.Capabilities), model.Family, model.Modality,
        model.Version, model.IsAvailable, provider.CanRun && model.IsAvailable, ModelFacts.SchemaIn(model.ParameterSchema), ModelPrice.Parse(model.Pricing))
    {
        Obstacle = ObstacleOf(model, provider, connection),
        ChangedAt = model.UpdatedAt,
    };

    string? ObstacleOf(Model model, ProviderView provider, ConnectionView? connection) => provider switch
    {
        _ when !_adapters.ContainsKey(provider.Id) => $"{provider.Name} is not part of this program.",
        { IsEnabled: false } => $"{provider.Name} is switched off. Switch it on under Admin, Providers.",
        { NeedsKey: true, HasKey: false } when connection?.Key == KeySource.Unreadable => $"{provider.Name}: {connection.KeyAdvice}",
        { NeedsKey: true, HasKey: false } => $"{provider.Name} has no API key. Enter it under Admin, Providers, or set Providers__{provider.Id}__ApiKey.",
        _ when !model.IsAvailable => $"{model.Name} is switched off. Switch it on under Admin, Models.",
        _ => null,
    };

    sealed class Contents(IReadOnlyList<ProviderView> providers, IReadOnlyList<ModelView> models)
    {
        public IReadOnlyList<ProviderView> Providers { get; } = providers;
        public IReadOnlyList<ModelView> Models { get; } = models;

        public Dictionary<string, ModelView> ByName { get; } =
            models.ToDictionary(m => NameOf(m.ProviderId, m.ModelId), StringComparer.OrdinalIgnoreCase);

        public static string NameOf(string providerId, string modelId) => $"{providerId}/{modelId}";
    }
}
