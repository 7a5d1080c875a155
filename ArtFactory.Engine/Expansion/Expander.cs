namespace ArtFactory.Engine.Expansion;

/// <summary>The door to the expansion language.</summary>
public static class Expander
{
    /// <summary>Reads an order; never fails, never takes long, enumerates nothing.</summary>
    public static PromptExpansion Parse(ExpansionRequest request) => PromptExpansion.Parse(request);
}
