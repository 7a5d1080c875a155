using System.Collections;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ArtFactory.Data;

/// <summary>
/// A set of named parameter values as JSON, in the order they were given; immutable. Names are compared without regard to case.
/// Numbers keep the exact text they had, so that 64-bit seeds survive.
/// </summary>
public sealed class ParameterSet : IReadOnlyDictionary<string, JsonElement>, IEquatable<ParameterSet>
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly OrderedDictionary<string, JsonElement> _values;

    ParameterSet(OrderedDictionary<string, JsonElement> values) => _values = values;

    /// <summary>The last of several values with one name wins.</summary>
    public ParameterSet(IEnumerable<KeyValuePair<string, JsonElement>> values)
        : this(new OrderedDictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase))
    {
        foreach (var (name, value) in values) _values[name] = value;
    }

    public static ParameterSet Empty { get; } = new([]);

    public int Count => _values.Count;
    public IEnumerable<string> Keys => _values.Keys;
    public IEnumerable<JsonElement> Values => _values.Values;
    public JsonElement this[string key] => _values[key];
    public bool ContainsKey(string key) => _values.ContainsKey(key);
    public bool TryGetValue(string key, out JsonElement value) => _values.TryGetValue(key, out value);
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => _values.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The value as text: a string without its quotes, anything else as JSON; null if absent or JSON null.</summary>
    public string? Text(string key) => _values.TryGetValue(key, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => value.GetRawText(),
        }
        : null;

    /// <summary>This set with one value set or replaced.</summary>
    public ParameterSet With(string key, JsonElement value) => new(_values.Append(new(key, value)));

    /// <inheritdoc cref="With(string, JsonElement)"/>
    public ParameterSet With(string key, string value) => With(key, JsonSerializer.SerializeToElement(value));

    /// <summary>This set without that value.</summary>
    public ParameterSet Without(string key) =>
        new(_values.Where(v => !string.Equals(v.Key, key, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads a JSON object.</summary>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static ParameterSet Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return Empty;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("A parameter set is a JSON object.");
        return new(document.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.Clone())));
    }

    /// <summary>The set as a JSON object, in order.</summary>
    public string ToJson() => Write(_values);

    /// <summary>SHA-256 (lower-case hex) of the set with its names sorted: equal for equal sets, whatever their order.</summary>
    public string CanonicalHash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            Write(_values.OrderBy(v => v.Key.ToLowerInvariant(), StringComparer.Ordinal)))));

    public bool Equals(ParameterSet? other) =>
        other is not null && (ReferenceEquals(this, other) || string.Equals(ToJson(), other.ToJson(), StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as ParameterSet);
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToJson());
    public override string ToString() => ToJson();

    static string Write(IEnumerable<KeyValuePair<string, JsonElement>> values)
    {
        try
        {
            return Write(values, asRead: false);
        }
        catch (InvalidOperationException)
        {
            // A provider named half a letter, which no writer takes: its text stays as it came.
            return Write(values, asRead: true);
        }
    }

    static string Write(IEnumerable<KeyValuePair<string, JsonElement>> values, bool asRead)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in values)
            {
                writer.WritePropertyName(name);
                if (value.ValueKind == JsonValueKind.Undefined) writer.WriteNullValue();
                else if (asRead || value.ValueKind == JsonValueKind.Number) writer.WriteRawValue(value.GetRawText(), skipInputValidation: asRead);
                else value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
