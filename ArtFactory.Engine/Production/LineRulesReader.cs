using System.Text.Json;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Engine.Production;

/// <summary>Reads the line's rules from the settings.</summary>
public interface ILineRules
{
    ValueTask<LineRules> ReadAsync(CancellationToken cancellationToken = default);
}

sealed class LineRulesReader(ISettings settings) : ILineRules
{
    public async ValueTask<LineRules> ReadAsync(CancellationToken cancellationToken = default) => new(
        await settings.GetAsync<int>("line.concurrency", cancellationToken),
        await settings.GetAsync<int>("line.retry_limit", cancellationToken),
        TimeSpan.FromSeconds(await settings.GetAsync<int>("line.retry_delay_seconds", cancellationToken)),
        TimeSpan.FromSeconds(await settings.GetAsync<int>("line.lease_seconds", cancellationToken)),
        TimeSpan.FromMinutes(await settings.GetAsync<int>("line.item_timeout_minutes", cancellationToken)),
        Money(await settings.GetAsync<JsonElement>("budget.daily_limit", cancellationToken)),
        Money(await settings.GetAsync<JsonElement>("budget.total_limit", cancellationToken)));

    static decimal? Money(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;
}
