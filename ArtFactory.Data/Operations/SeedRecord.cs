namespace ArtFactory.Data.Operations;

/// <summary>What the program last put into one row of its own accord: a field that differs from it was changed by a person, and stays.</summary>
public sealed class SeedRecord
{
    /// <summary>The table: <c>models</c>, <c>lookups</c>, ...</summary>
    public required string Kind { get; set; }

    /// <summary>The row's natural key.</summary>
    public required string Key { get; set; }

    /// <summary>Field to hash of the seeded value.</summary>
    public required ParameterSet Fields { get; set; }

    public DateTime UpdatedAt { get; set; }
}
