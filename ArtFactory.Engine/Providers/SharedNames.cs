using ArtFactory.Engine.Providers.Schemas;

namespace ArtFactory.Engine.Providers;

/// <summary>Names that many models use for the same thing, as the forms know them.</summary>
static class SharedNames
{
    /// <summary>Of the parameter that asks for several products of one run, the likeliest first.</summary>
    public static IReadOnlyList<string> Counts => ParameterConcept.BatchNames;

    /// <summary>Of the parameter that asks for a size in one word or figure, the likeliest first.</summary>
    public static IReadOnlyList<string> Sizes => ParameterConcept.SizeNames;
}
