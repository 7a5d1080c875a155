using System.Text.Json;
using ArtFactory.Data.Operations;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Tests.Fakes;

/// <summary>Settings in memory; those nobody set have the values the factory is delivered with.</summary>
public sealed class FakeSettings : ISettings
{
    readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal)
    {
        ["expansion.batch_item_cap"] = 100_000,
        ["expansion.order_item_cap"] = 100_000,
    };

    public FakeSettings Set(string key, object? value)
    {
        _values[key] = value;
        return this;
    }

    public Task<IReadOnlyList<SettingView>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<SettingView>>([]);

    public Task<T> GetAsync<T>(string key, CancellationToken cancellationToken = default) =>
        Task.FromResult((_values.TryGetValue(key, out var value) ? JsonSerializer.SerializeToElement(value) : SettingCatalog.Find(key)!.Default).Deserialize<T>()!);

    public Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken = default)
    {
        _values[key] = value;
        return Task.CompletedTask;
    }

    public Task ResetAsync(string key, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
