using System.Text.Json;

namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>Follows references and combinations of one document, within bounds of depth and work.</summary>
sealed class ShapeReader(SchemaNode document, SchemaRemarks remarks)
{
    const int MostDepth = 24;
    const int MostWork = 200_000;

    static readonly string[] LabelLists = ["x-enum-labels", "x-enumNames", "x-enum-varnames", "enumNames", "x-enum-descriptions"];

    readonly HashSet<string> _path = new(StringComparer.Ordinal);
    int _work;

    public SchemaShape Read(SchemaNode? node) => Read(node, 0);

    SchemaShape Read(SchemaNode? node, int depth)
    {
        var shape = new SchemaShape();
        // A schema may be just true: anything goes.
        if (node is not { IsObject: true }) return shape;
        if (depth > MostDepth || !Spend(1 + node.Members.Count))
        {
            shape.IsCut = true;
            return shape;
        }

        ReadOwn(node, shape);
        if (node.TextOf("$ref") is { } reference) shape.Join(Referred(reference, depth));
        foreach (var part in node["allOf"]?.Items ?? []) JoinCounted(shape, Read(part, depth + 1));
        foreach (var union in (string[])["anyOf", "oneOf"])
        {
            if (node[union]?.Items is { Count: > 0 } branches) ReadUnion(shape, branches, depth);
        }

        return shape;
    }

    SchemaShape Referred(string reference, int depth)
    {
        if (!_path.Add(reference)) return new() { IsCut = true };
        try
        {
            if (Find(reference) is { } target) return Read(target, depth + 1);
            remarks.Add($"The schema refers to {Cut(reference)}, which is not in the document.");
            return new() { IsCut = true };
        }
        finally
        {
            _path.Remove(reference);
        }
    }

    /// <summary>A JSON pointer into this document (<c>#/components/schemas/Size</c>).</summary>
    SchemaNode? Find(string reference)
    {
        if (!reference.StartsWith('#')) return null;
        var node = document;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Spend(1)) return null;
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var next = node[name] ?? (int.TryParse(name, out var index) && index >= 0 && index < node.Items.Count ? node.Items[index] : null);
            if (next is null) return null;
            node = next;
        }

        return node;
    }

    void ReadUnion(SchemaShape shape, IReadOnlyList<SchemaNode> branches, int depth)
    {
        var read = new List<SchemaShape>();
        foreach (var branch in branches)
        {
            var part = Read(branch, depth + 1);
            shape.Nullable |= part.Nullable;
            if (!IsNull(part)) read.Add(part);
        }

        if (read.Count == 1)
        {
            JoinCounted(shape, read[0]);
        }
        else if (read.Count > 1 && read.TrueForAll(p => p.Values is not null))
        {
            shape.Values ??= [.. read.SelectMany(p => p.Values!.Select(v => (v.Value, v.Label ?? (p.Values!.Count == 1 ? p.Title : null))))];
            foreach (var part in read) shape.Types.UnionWith(part.Types);
        }
        else if (read.Count > 1 && read.TrueForAll(p => p.IsObject))
        {
            // Which of them is meant is the caller's choice: all members are offered, and only what all ask for is required.
            var required = read.Select(p => p.Required.AsEnumerable()).Aggregate((a, b) => a.Intersect(b, StringComparer.Ordinal)).ToList();
            foreach (var part in read)
            {
                part.Required.Clear();
                JoinCounted(shape, part);
            }

            shape.Required.UnionWith(required);
            shape.Types.Add("object");
        }
        else
        {
            shape.Alternatives.AddRange(read);
        }
    }

    static bool IsNull(SchemaShape shape) =>
        shape is { Nullable: true, Types.Count: 0, Properties.Count: 0, Items: null, Alternatives.Count: 0 } && shape.Values is null or { Count: 0 };

    static void ReadOwn(SchemaNode node, SchemaShape shape)
    {
        foreach (var type in node["type"] is { Text: { } single } ? [single] : node["type"]?.Items.Select(i => i.Text) ?? [])
        {
            if (type == "null") shape.Nullable = true;
            else if (type is not null) shape.Types.Add(type);
        }

        shape.Nullable |= node.IsTrue("nullable");
        shape.IsSecret = node.IsTrue("x-cog-secret") || node.IsTrue("x-secret") || node.TextOf("format") == "password";
        shape.IsReadOnly = node.IsTrue("readOnly");
        shape.Format = node.TextOf("format") ?? (node.TextOf("contentMediaType") is not null || node.TextOf("contentEncoding") is not null ? "binary" : null);
        shape.Title = Prose(node.TextOf("title"));
        shape.Description = Prose(node.TextOf("description"));
        shape.Default = node["default"];
        shape.Order = node.NumberOf("x-order");
        shape.MultipleOf = node.NumberOf("multipleOf") is > 0 and { } step ? step : null;
        ReadRange(node, shape);
        ReadValues(node, shape);
        shape.Items = node["items"] ?? (node["prefixItems"] is { Items.Count: > 0 } first ? first.Items[0] : null);
        foreach (var (name, child) in node["properties"]?.Members ?? new Dictionary<string, SchemaNode>()) shape.Properties[name] = child;
        foreach (var name in node["required"]?.Items ?? []) if (name.Text is { } text) shape.Required.Add(text);
        foreach (var name in (node["x-fal-order-properties"] ?? node["x-order-properties"])?.Items ?? []) if (name.Text is { } text) shape.OrderedNames.Add(text);
    }

    /// <summary>OpenAPI 3.0 marks a bound as exclusive with a boolean, 3.1 gives the exclusive bound itself.</summary>
    static void ReadRange(SchemaNode node, SchemaShape shape)
    {
        (shape.Minimum, shape.ExcludesMinimum) = (node.NumberOf("minimum"), node.IsTrue("exclusiveMinimum"));
        (shape.Maximum, shape.ExcludesMaximum) = (node.NumberOf("maximum"), node.IsTrue("exclusiveMaximum"));
        if (node.NumberOf("exclusiveMinimum") is { } above && !(shape.Minimum > above)) (shape.Minimum, shape.ExcludesMinimum) = (above, true);
        if (node.NumberOf("exclusiveMaximum") is { } below && !(shape.Maximum < below)) (shape.Maximum, shape.ExcludesMaximum) = (below, true);
    }

    static void ReadValues(SchemaNode node, SchemaShape shape)
    {
        if (node["enum"] is { Kind: JsonValueKind.Array } values)
        {
            var labels = LabelLists.Select(l => node[l]).FirstOrDefault(l => l is not null);
            shape.Values = [];
            for (var i = 0; i < values.Items.Count; i++)
            {
                var value = values.Items[i];
                if (value.Kind == JsonValueKind.Null) shape.Nullable = true;
                else shape.Values.Add((value, Prose(LabelOf(labels, i, value))));
            }
        }
        else if (node["const"] is { } only)
        {
            if (only.Kind == JsonValueKind.Null) shape.Nullable = true;
            else shape.Values = [(only, null)];
        }
    }

    static string? LabelOf(SchemaNode? labels, int index, SchemaNode value) =>
        labels is null ? null
        : index < labels.Items.Count ? labels.Items[index].Text
        : value.Text is { } name ? labels.TextOf(name) : null;

    void JoinCounted(SchemaShape shape, SchemaShape other)
    {
        if (Spend(other.Properties.Count)) shape.Join(other);
        else shape.IsCut = true;
    }

    bool Spend(int work)
    {
        if (_work > MostWork) return false;
        _work += work;
        if (_work > MostWork) remarks.Add("The schema is larger than is read; what lies beyond is edited as JSON or left out.");
        return _work <= MostWork;
    }

    static string? Prose(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = string.Join(' ', (text.Length > 4000 ? text[..4000] : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // What a schema generator writes when nobody wrote anything.
        return line is "An enumeration." ? null : line;
    }

    static string Cut(string text) => text.Length > 120 ? text[..120] + "…" : text;
}
