using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>Cuts a text at <c>||</c>.</summary>
static class SubPromptSplitter
{
    public static List<SourceText> Split(SourceText text)
    {
        var pieces = new List<SourceText>();
        var start = 0;
        while (true)
        {
            var at = text.Chars[start..].IndexOf("||");
            if (at < 0)
            {
                pieces.Add(start == 0 ? text : text.Slice(start, text.Length - start));
                return pieces;
            }
            pieces.Add(text.Slice(start, at));
            start += at + 2;
        }
    }

    /// <summary>What is wrong when the negative prompt has another number of pieces; null when one or as many.</summary>
    public static Diagnostic? Mismatch(int prompts, int negatives, TextSpan span) => negatives == 1 || negatives == prompts
        ? null
        : new(Severity.Error, "sub-prompt-mismatch", $"The negative prompt has {negatives} sub-prompts and the prompt {prompts}; write one for all, or as many.", "negative_prompt", span.Start, span.Length);
}
