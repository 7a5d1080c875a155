namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>What stands between two commas of a parameter: one value, a range, or values of which one is picked for each item.</summary>
/// <param name="Value">The one value; null for the other forms.</param>
/// <param name="Range">The range; null for the other forms.</param>
/// <param name="Alternatives">What is picked from; null for the other forms.</param>
sealed record ParameterTerm(ParameterValue? Value, NumberRange? Range = null, IReadOnlyList<ParameterTerm>? Alternatives = null)
{
    /// <summary>How many values it gives to the enumeration.</summary>
    public Int128 Count => Range?.Count ?? 1;
}
