namespace ArtFactory.Engine.Upkeep;

/// <summary>How far a copy is.</summary>
/// <param name="What">What is done now, in words.</param>
/// <param name="Done">Rows so far; each row counts once as copied and once as compared.</param>
/// <param name="Total">Of how many.</param>
public sealed record CopyStep(string What, long Done, long Total);
