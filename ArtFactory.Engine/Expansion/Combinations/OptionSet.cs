namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>The options of a token, after lookups and nesting. Tokens with the same options share one.</summary>
/// <param name="values">What is put into the text. May hold marks for escaped characters.</param>
/// <param name="groups">For each value the lookup or alias whose repeats are tracked; null for inline options.</param>
sealed class OptionSet(string[] values, string?[] groups)
{
    /// <summary>As it goes into the text of the next stage.</summary>
    public string[] Values { get; } = values;

    /// <summary>As a person reads it.</summary>
    public string[] Rendered { get; } = Array.ConvertAll(values, Syntax.Marks.Render);

    public string?[] Groups { get; } = groups;

    public int Count => Values.Length;
}
