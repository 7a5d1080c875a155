using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>The parameters of one item. Few enough to be searched one by one, and shared by all items that have the same.</summary>
/// <param name="names">The names of what is set.</param>
/// <param name="values">Their values.</param>
/// <param name="choices">The values of the parameters that vary, as text.</param>
/// <param name="errors">Why values do not serve.</param>
sealed class ParameterSet(string[] names, JsonElement[] values, KeyValuePair<string, string>[] choices, Diagnostic[] errors)
    : IReadOnlyDictionary<string, JsonElement>
{
    public KeyValuePair<string, string>[] Choices { get; } = choices;

    public Diagnostic[] Errors { get; } = errors;

    public IEnumerable<string> Keys => names;

    public IEnumerable<JsonElement> Values => values;

    public int Count => names.Length;

    public JsonElement this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The item has no parameter \"{key}\".");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!names[i].Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            value = values[i];
            return true;
        }
        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++) yield return new(names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
