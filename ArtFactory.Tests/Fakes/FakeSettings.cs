using System.Text.Json;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Tests.Fakes;

/// <summary>Settings in memory; those nobody set have the values the factory is delivered with.</summary>
public sealed class FakeSettings : ISettings
{
    readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal)
    {
        ["expansion.batch_item_cap"] = 100_000,
        ["expansion.order_item_cap"] = 100_000,
        ["retention.job_days"] = 30,
        ["retention.log_days"] = 30,
        ["integrity.compare_gigabytes"] = 100,
        ["backup.enabled"] = true,
        ["backup.keep_count"] = 7,
        ["backup.hour"] = 3,
    };

    public FakeSettings Set(string key, object? value)
    {
        _values[key] = value;
        return this;
    }

    public Task<IReadOnlyList<SettingView>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<SettingView>>([]);

    public Task<T> GetAsync<T>(string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(JsonSerializer.SerializeToElement(_values[key]).Deserialize<T>()!);

    public Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken = default)
    {
        _values[key] = value;
        return Task.CompletedTask;
    }

    public Task ResetAsync(string key, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
