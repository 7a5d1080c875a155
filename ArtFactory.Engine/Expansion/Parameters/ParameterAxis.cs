using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>All values that one parameter takes.</summary>
sealed class ParameterAxis
{
    readonly ParameterSpec? _spec;
    readonly IReadOnlyList<ParameterTerm> _terms;

    public ParameterAxis(string name, ParameterSpec? spec, IReadOnlyList<ParameterTerm> terms, IReadOnlyList<Diagnostic> diagnostics, string field, TextSpan span)
    {
        Name = name;
        _spec = spec;
        _terms = terms;
        Diagnostics = diagnostics;
        Field = field;
        Span = span;
        IsRandom = terms.Any(t => t.Alternatives is not null);
        foreach (var term in terms) Count += term.Count;
    }

    public string Name { get; }

    public string Field { get; }

    public TextSpan Span { get; }

    public Int128 Count { get; }

    /// <summary>Whether a value is picked at random for each item.</summary>
    public bool IsRandom { get; }

    /// <summary>Whether items differ in it, which makes it a choice.</summary>
    public bool Varies => Count > 1 || IsRandom;

    /// <summary>What is wrong with the notation or with values known beforehand.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The value of that place. The random stream is used only where the parameter asks for it.</summary>
    public ParameterValue At(Int128 index, ref SeededRandom random)
    {
        foreach (var term in _terms)
        {
            if (index < term.Count) return Resolve(term, index, ref random);
            index -= term.Count;
        }
        throw new ArgumentOutOfRangeException(nameof(index), "Beyond the last value of the parameter.");
    }

    ParameterValue Resolve(ParameterTerm term, Int128 index, ref SeededRandom random)
    {
        if (term.Value is { } value) return value;
        if (term.Range is { } range) return ValueConverter.Convert(ValueConverter.Plain(range.At(index)), _spec);
        var picked = term.Alternatives![random.Below(term.Alternatives.Count)];
        var inner = picked.Range is { } r ? (Int128)random.Below((System.Numerics.BigInteger)r.Count) : 0;
        return Resolve(picked, inner, ref random);
    }
}
