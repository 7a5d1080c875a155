using System.Text.Json;

namespace ArtFactory.Engine.Providers;

/// <summary>One parameter of a model: its type, range, default, and how the order form shows it.</summary>
public sealed record ParameterSpec
{
    /// <summary>The provider's own name of the parameter, as it is sent.</summary>
    public required string Name { get; init; }

    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)]
    public required ParameterType Type { get; init; }

    /// <summary>The label on the form; derived from the name when null.</summary>
    public string? Title { get; init; }

    /// <summary>One sentence that says what the parameter does to the result.</summary>
    public string? Help { get; init; }

    /// <summary>The heading under which the form shows it; parameters without one come first.</summary>
    public string? Group { get; init; }

    /// <summary>The position on the form, ascending.</summary>
    public int Order { get; init; }

    /// <summary>Folded away until asked for.</summary>
    public bool Advanced { get; init; }

    public bool Required { get; init; }

    /// <summary>Accepts JSON null, meaning "the model decides".</summary>
    public bool Nullable { get; init; }

    /// <summary>The value used when none is given, as JSON; null when the model has none.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The least value, inclusive.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The greatest value, inclusive.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The least value itself does not serve.</summary>
    public bool ExcludesMinimum { get; init; }

    /// <summary>The greatest value itself does not serve.</summary>
    public bool ExcludesMaximum { get; init; }

    /// <summary>The distance between neighbouring values of a range without an explicit step; 1 when null.</summary>
    public decimal? Step { get; init; }

    /// <summary>The values of a <see cref="ParameterType.Choice"/>, in form order.</summary>
    public IReadOnlyList<ParameterOption> Options { get; init; } = [];

    /// <summary>What a <see cref="ParameterType.Choice"/> takes beside its options.</summary>
    public OtherValues Other { get; init; }

    /// <summary>The provider wants a list, of media or of whatever the JSON holds; one value alone is sent as a list of one.</summary>
    public bool IsList { get; init; }

    /// <summary>Must not be stored in plain text, and so cannot be set in an order.</summary>
    public bool Secret { get; init; }

    /// <summary>Other names that mean this parameter, matched without regard to case.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether <c>8,10,20</c>, <c>10..20</c> and <c>10|20</c> mean several values. Null: by type (numbers, choices and booleans do).</summary>
    public bool? Interpolates { get; init; }

    /// <summary>Whether the parameter takes several values of the interpolation notation.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool TakesSeveral => Interpolates
        ?? Type is ParameterType.Integer or ParameterType.Number or ParameterType.Boolean or ParameterType.Choice;

    /// <summary>The label on the form: <see cref="Title"/>, or the name in words.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Label => Title ?? (Name.Length == 0 ? Name : char.ToUpperInvariant(Name[0]) + Name[1..].Replace('_', ' '));
}
