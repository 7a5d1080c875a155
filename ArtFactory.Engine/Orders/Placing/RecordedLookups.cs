using System.Collections.Concurrent;
using System.Text.Json;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>Lookups that remember which of them were read, so that an expansion can go on later from the same values.</summary>
sealed class RecordedLookups(ILookupSource source) : ILookupSource
{
    readonly ConcurrentDictionary<string, IReadOnlyList<string>> _read = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Keys => source.Keys;

    public IReadOnlyList<string>? Find(string key)
    {
        var values = source.Find(key);
        if (values is not null) _read[key] = values;
        return values;
    }

    /// <summary>What was read so far, as a JSON object of name to values.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(_read);

    public static ILookupSource FromJson(JsonElement json) => new LookupTable(json.EnumerateObject()
        .Select(p => KeyValuePair.Create<string, IReadOnlyList<string>>(p.Name, [.. p.Value.EnumerateArray().Select(v => v.GetString() ?? "")])));
}
