using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Fakes;

/// <summary>Providers and models in memory; each model has a seed, steps and the studio's demonstration parameters.</summary>
public sealed class FakeCatalog : IProviderCatalog
{
    public static ParameterSchema Schema { get; } = new(
    [
        new() { Name = "prompt", Type = ParameterType.Prompt, Required = true },
        new() { Name = "negative_prompt", Type = ParameterType.Prompt },
        new() { Name = "seed", Type = ParameterType.Integer, Minimum = 0, Maximum = uint.MaxValue },
        new() { Name = "steps", Type = ParameterType.Integer, Minimum = 1, Maximum = 100, Default = JsonSerializer.SerializeToElement(8) },
        new() { Name = "num_outputs", Type = ParameterType.Integer, Minimum = 1, Maximum = 8, Default = JsonSerializer.SerializeToElement(1) },
        new() { Name = "delay_ms", Type = ParameterType.Integer },
        new() { Name = "fail_rate", Type = ParameterType.Number },
        new() { Name = "fail_with", Type = ParameterType.Text },
    ]);

    readonly Dictionary<string, ProviderView> _providers = new(StringComparer.Ordinal)
    {
        [FakeProvider.Id] = new(FakeProvider.Id, "Fake", null, true, false, false, null, null, 1, true),
        ["studio"] = new("studio", "Studio", null, true, false, false, null, null, 1, true),
    };

    readonly List<ModelView> _offered = [];

    /// <summary>What one generation of the fake provider costs.</summary>
    public ModelPrice Price { get; set; } = new(0, "output");

    /// <summary>Whether the models have been removed.</summary>
    public bool IsModelGone { get; set; }

    /// <summary>When the models last changed; null for never.</summary>
    public DateTime? ChangedAt { get; set; }

    /// <summary>Parameters of the models beside <see cref="Schema"/>'s.</summary>
    public IReadOnlyList<ParameterSpec> More { get; set; } = [];

    public void Limit(string provider, int? concurrent = null, int? perMinute = null, bool isEnabled = true) =>
        _providers[provider] = _providers[provider] with { ConcurrentLimit = concurrent, RateLimitRequests = perMinute, IsEnabled = isEnabled };

    /// <summary>A model of a real provider; it costs what <see cref="Price"/> says by then.</summary>
    public void Offer(string provider, string model, ParameterSchema schema)
    {
        _providers[provider] = new(provider, provider, null, true, false, false, null, null, 1, true);
        _offered.Add(new(FactoryId.New(), provider, provider, model, model, null, null, "text-to-image", null, true, true, schema, Price));
    }

    /// <summary>The provider's key, address or limits were changed at that moment.</summary>
    public void Change(string provider, DateTime at) => _providers[provider] = _providers[provider] with { ChangedAt = at };

    public Task<IReadOnlyList<ProviderView>> ProvidersAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ProviderView>>([.. _providers.Values]);

    public Task<IReadOnlyList<ModelView>> ModelsAsync(string? providerId = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelView>>([.. _providers.Keys.Where(p => _offered.All(m => m.ProviderId != p)).Select(ModelOf), .. _offered]);

    public Task<ModelView?> FindAsync(string providerId, string modelId, CancellationToken cancellationToken = default) =>
        Task.FromResult(_offered.Find(m => m.ProviderId == providerId && m.ModelId == modelId) is { } offered ? offered : !IsModelGone && _providers.ContainsKey(providerId) && modelId is "one" or "flow-field" ? ModelOf(providerId) : null);

    public Task EditProviderAsync(string id, bool isEnabled, int? rateLimitRequests, int? concurrentLimit, CancellationToken cancellationToken = default)
    {
        Limit(id, concurrentLimit, rateLimitRequests, isEnabled);
        return Task.CompletedTask;
    }

    public Task SetModelAvailableAsync(Guid id, bool isAvailable, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SetModelPriceAsync(Guid id, ModelPrice price, CancellationToken cancellationToken = default)
    {
        Price = price;
        return Task.CompletedTask;
    }

    ModelView ModelOf(string provider) => new(FactoryId.New(), provider, provider, provider == "studio" ? "flow-field" : "one", "One", null, "fake", "text-to-image",
        null, true, true, More.Count == 0 ? Schema : new([.. Schema.Parameters, .. More]), provider == "studio" ? new(0, "output") : Price)
    {
        ChangedAt = ChangedAt,
    };
}
