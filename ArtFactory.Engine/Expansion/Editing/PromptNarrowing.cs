using System.Text;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion;

/// <summary>Puts one value in the place of a token, so that a prompt makes only what had that value.</summary>
public static class PromptNarrowing
{
    /// <summary>
    /// The two prompts with those tokens replaced by their values, and the back references to them too. A token that is not
    /// named stays as it is; so do batches and sub-prompts.
    /// </summary>
    /// <param name="prompt">As typed.</param>
    /// <param name="negative">As typed.</param>
    /// <param name="values">Values by the name a choice has: the content of the token, with <c>#2</c> where it repeats within an item; in full or as an order keeps it.</param>
    public static (string Prompt, string Negative) Narrow(string prompt, string negative, IReadOnlyDictionary<string, string> values)
    {
        var negatives = PromptSyntax.Read(negative, "negative_prompt", commands: false, new DiagnosticBag()).Batches;
        var (firsts, seconds) = (new List<(TextSpan, string)>(), new List<(TextSpan, string)>());
        var batches = PromptSyntax.Read(prompt, "prompt", commands: true, new DiagnosticBag()).Batches;
        for (var i = 0; i < batches.Count; i++)
        {
            // Names are counted within one item: the prompt's tokens first, then those of the negative prompt that goes with it.
            var (uses, taken) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase));
            Collect(batches[i].Tokens, values, uses, taken, firsts);
            if (i < negatives.Count && (negatives.Count > 1 || i == 0)) Collect(negatives[i].Tokens, values, uses, taken, seconds);
        }

        return (Replace(prompt, firsts), Replace(negative, seconds));
    }

    static void Collect(
        IReadOnlyList<TokenSyntax> tokens, IReadOnlyDictionary<string, string> values, Dictionary<string, int> uses, Dictionary<string, string?> taken,
        List<(TextSpan Span, string Value)> found)
    {
        foreach (var token in tokens)
        {
            var name = Marks.Render(token.Content);
            if (token.IsReference)
            {
                if (taken.GetValueOrDefault(name) is { } same) found.Add((token.Span, same));
                continue;
            }

            var use = uses[name] = uses.GetValueOrDefault(name) + 1;
            var key = use == 1 ? name : $"{name}#{use}";
            var value = values.GetValueOrDefault(key) ?? values.GetValueOrDefault(ItemChoice.KeptName(key));
            foreach (var option in token.Options) taken[Marks.Render(option.Text)] = value;
            if (value is not null) found.Add((token.Span, value));
        }
    }

    static string Replace(string text, List<(TextSpan Span, string Value)> found)
    {
        if (found.Count == 0) return text;
        var narrowed = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (span, value) in found.OrderBy(f => f.Span.Start))
        {
            narrowed.Append(text, at, span.Start - at).Append(value.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal));
            at = span.End;
        }

        return narrowed.Append(text, at, text.Length - at).ToString();
    }
}
