namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>What a schema says of a value, once its references and combinations are followed.</summary>
sealed class SchemaShape
{
    /// <summary>Names of JSON types, without <c>null</c>; empty when the schema names none.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The values of an <c>enum</c> or <c>const</c>, with labels; null when any value of the type serves.</summary>
    public List<(SchemaNode Value, string? Label)>? Values { get; set; }

    /// <summary>Branches of an <c>anyOf</c> or <c>oneOf</c> that do not come to one shape.</summary>
    public List<SchemaShape> Alternatives { get; set; } = [];

    public bool Nullable { get; set; }
    public bool IsSecret { get; set; }
    public bool IsReadOnly { get; set; }

    /// <summary>Part of it refers to itself, or lies deeper than is read.</summary>
    public bool IsCut { get; set; }

    public decimal? Minimum { get; set; }
    public decimal? Maximum { get; set; }
    public bool ExcludesMinimum { get; set; }
    public bool ExcludesMaximum { get; set; }
    public decimal? MultipleOf { get; set; }
    public string? Format { get; set; }
    public string? Title { get; set; }
    public string? Description { get; set; }
    public SchemaNode? Default { get; set; }

    /// <summary><c>x-order</c>.</summary>
    public decimal? Order { get; set; }

    /// <summary>Members of an object, unread, in the order of the document.</summary>
    public OrderedDictionary<string, SchemaNode> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary><c>x-fal-order-properties</c>.</summary>
    public List<string> OrderedNames { get; } = [];

    /// <summary>What an array holds, unread.</summary>
    public SchemaNode? Items { get; set; }

    public bool IsObject => (Types.Count == 1 && Types.Contains("object")) || (Types.Count == 0 && Properties.Count > 0);
    public bool IsArray => (Types.Count == 1 && Types.Contains("array")) || (Types.Count == 0 && Items is not null);

    /// <summary>Any text serves.</summary>
    public bool IsFreeText => Values is null && Types.Count == 1 && Types.Contains("string");

    /// <summary>Any number serves, or any within a range.</summary>
    public bool IsFreeNumber => Values is null && Types.Count > 0 && Types.All(t => t is "integer" or "number");

    /// <summary>Takes what another schema asks beside this one; what this one says of itself (title, help, default) stays.</summary>
    public void Join(SchemaShape other)
    {
        if (Types.Count == 0) Types.UnionWith(other.Types);
        Values ??= other.Values;
        Alternatives = Alternatives.Count == 0 ? other.Alternatives : Alternatives;
        Nullable |= other.Nullable;
        IsSecret |= other.IsSecret;
        IsReadOnly |= other.IsReadOnly;
        IsCut |= other.IsCut;
        if (other.Minimum is { } low && !(Minimum >= low)) (Minimum, ExcludesMinimum) = (low, other.ExcludesMinimum);
        if (other.Maximum is { } high && !(Maximum <= high)) (Maximum, ExcludesMaximum) = (high, other.ExcludesMaximum);
        MultipleOf ??= other.MultipleOf;
        Format ??= other.Format;
        Title ??= other.Title;
        Description ??= other.Description;
        Default ??= other.Default;
        Order ??= other.Order;
        Items ??= other.Items;
        foreach (var (name, node) in other.Properties) Properties.TryAdd(name, node);
        Required.UnionWith(other.Required);
        if (OrderedNames.Count == 0) OrderedNames.AddRange(other.OrderedNames);
    }
}
