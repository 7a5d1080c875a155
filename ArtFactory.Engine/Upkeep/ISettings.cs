using System.Text.Json;

namespace ArtFactory.Engine.Upkeep;

/// <summary>One setting: its type (<c>integer</c>, <c>number</c>, <c>boolean</c>, <c>text</c>, <c>choice</c>), default, unit, and value.</summary>
public sealed record SettingView(
    string Key, string Title, string Group, string? Description, string Type, JsonElement Default, JsonElement Value, string? Unit, decimal? Minimum,
    decimal? Maximum, IReadOnlyList<string> Options);

/// <summary>Typed settings a person can change while the program runs.</summary>
public interface ISettings
{
    Task<IReadOnlyList<SettingView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The value, or its default. Cached until one changes.</summary>
    Task<T> GetAsync<T>(string key, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidInputException">The key is unknown or the value does not fit.</exception>
    Task SetAsync(string key, JsonElement value, CancellationToken cancellationToken = default);
    Task ResetAsync(string key, CancellationToken cancellationToken = default);
}
