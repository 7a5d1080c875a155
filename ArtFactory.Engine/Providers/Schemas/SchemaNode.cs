using System.Globalization;
using System.Text.Json;

namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>
/// A JSON value of a schema document as the readers walk it: text that is no text (half a surrogate pair) is gone, of two members with
/// one name the last counts, and what lies beyond the bounds is cut off.
/// </summary>
sealed class SchemaNode
{
    const int MostNodes = 200_000;

    static readonly SchemaNode Nothing = new(default);
    static readonly Dictionary<string, SchemaNode> NoMembers = [];

    SchemaNode(JsonElement element) => Element = element;

    /// <summary>The value itself; undefined where it was cut off.</summary>
    public JsonElement Element { get; }

    public string? Text { get; private init; }
    public IReadOnlyList<SchemaNode> Items { get; private init; } = [];

    /// <summary>By name, in the order of the document.</summary>
    public IReadOnlyDictionary<string, SchemaNode> Members { get; private init; } = NoMembers;

    /// <summary>Whether everything in it is text, numbers and so on that can be written again.</summary>
    public bool IsSound { get; private init; } = true;

    /// <summary>How many objects and arrays lie within one another here.</summary>
    public int Depth { get; private init; }

    public JsonValueKind Kind => Element.ValueKind;
    public bool IsObject => Kind == JsonValueKind.Object;

    /// <summary>The member of that name; null if there is none, or this is no object.</summary>
    public SchemaNode? this[string name] => Members.GetValueOrDefault(name);

    public string? TextOf(string name) => this[name]?.Text;

    public bool IsTrue(string name) => this[name]?.Kind == JsonValueKind.True;

    /// <summary>The member as a number; null if it is none, or beyond what a decimal holds.</summary>
    public decimal? NumberOf(string name) => this[name]?.Number;

    public decimal? Number => Kind == JsonValueKind.Number
        && decimal.TryParse(Element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <param name="element">Any JSON value.</param>
    /// <param name="isWhole">False when the document was larger than is read.</param>
    public static SchemaNode Of(JsonElement element, out bool isWhole)
    {
        var left = MostNodes;
        var node = Of(element, ref left);
        isWhole = left > 0;
        return node;
    }

    static SchemaNode Of(JsonElement element, ref int left)
    {
        if (--left <= 0) return Nothing;
        return element.ValueKind switch
        {
            JsonValueKind.Object => ObjectOf(element, ref left),
            JsonValueKind.Array => ArrayOf(element, ref left),
            JsonValueKind.String => TextIn(element) is { } text ? new(element) { Text = text } : new(element) { IsSound = false },
            _ => new(element),
        };
    }

    static SchemaNode ObjectOf(JsonElement element, ref int left)
    {
        var members = new OrderedDictionary<string, SchemaNode>(StringComparer.Ordinal);
        var sound = true;
        foreach (var property in element.EnumerateObject())
        {
            var child = Of(property.Value, ref left);
            sound &= child.IsSound && child.Kind != JsonValueKind.Undefined;
            if (NameOf(property) is { } name) members[name] = child;
            else sound = false;
            if (left <= 0) break;
        }

        return new(element) { Members = members, IsSound = sound, Depth = 1 + members.Values.Select(m => m.Depth).DefaultIfEmpty().Max() };
    }

    static SchemaNode ArrayOf(JsonElement element, ref int left)
    {
        var items = new List<SchemaNode>();
        foreach (var value in element.EnumerateArray())
        {
            items.Add(Of(value, ref left));
            if (left <= 0) break;
        }

        return new(element)
        {
            Items = items,
            IsSound = items.TrueForAll(i => i.IsSound && i.Kind != JsonValueKind.Undefined),
            Depth = 1 + items.Select(i => i.Depth).DefaultIfEmpty().Max(),
        };
    }

    static string? TextIn(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape that names half a character.
            return null;
        }
    }

    static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
