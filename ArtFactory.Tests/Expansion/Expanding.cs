using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Expansion;

/// <summary>Short ways to expand a prompt in a test.</summary>
static class Expanding
{
    public static readonly LookupTable Lookups = LookupTable.Of(
        ("color", ["white", "black", "blue", "red"]),
        ("age", ["child", "adult", "elderly"]),
        ("child", ["baby", "toddler", "preteen", "teenage"]));

    public static PromptExpansion Of(
        string prompt, string negative = "", ILookupSource? lookups = null, ParameterSchema? schema = null, ulong seed = 1,
        int batchCap = 100_000, int orderCap = 100_000, params (string Name, string Value)[] parameters) => Expander.Parse(new()
        {
            Prompt = prompt,
            NegativePrompt = negative,
            Lookups = lookups ?? Lookups,
            Schema = schema,
            Seed = seed,
            DefaultBatchCap = batchCap,
            OrderCap = orderCap,
            Parameters = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
        });

    public static string[] Prompts(this PromptExpansion expansion) => [.. expansion.Items().Select(i => i.Prompt)];

    /// <summary>The prompts of an expansion about which there is nothing to say.</summary>
    public static string[] CleanPrompts(this PromptExpansion expansion)
    {
        expansion.Diagnostics.ShouldBeEmpty();
        return expansion.Prompts();
    }

    public static Diagnostic Only(this PromptExpansion expansion, string code)
    {
        var found = expansion.Diagnostics.Where(d => d.Code == code).ToArray();
        found.Length.ShouldBe(1, string.Join("; ", expansion.Diagnostics));
        return found[0];
    }

    /// <summary>The text that a diagnostic is about.</summary>
    public static string In(this Diagnostic diagnostic, string text) => text.Substring(diagnostic.Start, diagnostic.Length);

    public static string Json(this ExpandedItem item, string parameter) => item.Parameters[parameter].GetRawText();
}
