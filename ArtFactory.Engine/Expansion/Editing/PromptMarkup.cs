using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion;

/// <summary>Says what each stretch of a prompt is. Needs no lookups, and takes time in proportion to the text.</summary>
public static class PromptMarkup
{
    /// <summary>Spans that cover the whole text, in order and without gaps.</summary>
    /// <param name="text">The text as typed.</param>
    /// <param name="negative">Whether it is a negative prompt, where commands are text.</param>
    public static IReadOnlyList<MarkupSpan> Read(string text, bool negative = false)
    {
        var field = negative ? "negative_prompt" : "prompt";
        var kinds = new MarkupKind[text.Length];
        var starts = new bool[text.Length + 1];
        var syntax = PromptSyntax.Read(text, field, !negative, new DiagnosticBag());

        foreach (var batch in syntax.Batches)
        {
            PaintMarks(text, batch.Template, kinds, starts);
            foreach (var token in batch.Tokens) Paint(token.Span, token.IsReference ? MarkupKind.Reference : MarkupKind.Token, kinds, starts);
            foreach (var piece in SubPromptsOf(batch.Template, kinds, starts))
            {
                if (negative) continue;
                var commands = new List<CommandSyntax>();
                CommandScanner.Extract(piece, CommandScanner.Pipeline, commands, null);
                Paint(commands, kinds, starts);
            }
            Paint(batch.Commands, kinds, starts);
        }
        PaintBatchSeparators(text, syntax, kinds, starts);
        Paint(syntax.Metas, kinds, starts);
        return Join(kinds, starts);
    }

    static List<SourceText> SubPromptsOf(SourceText template, MarkupKind[] kinds, bool[] starts)
    {
        var pieces = Planning.SubPromptSplitter.Split(template);
        var at = 0;
        for (var i = 0; i < pieces.Count - 1; i++)
        {
            at += pieces[i].Length;
            Paint(template.Span(at, 2), MarkupKind.Separator, kinds, starts);
            at += 2;
        }
        return pieces;
    }

    static void PaintMarks(string text, SourceText template, MarkupKind[] kinds, bool[] starts)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is Marks.Slot or Marks.Space || !Marks.IsMark(template[i])) continue;
            var origin = template.Span(i, 1).Start;
            if (text[origin] == '\\') Paint(new(origin, 2), MarkupKind.Escape, kinds, starts);
            else Paint(new(origin, 1), MarkupKind.Stray, kinds, starts);
        }
    }

    static void PaintBatchSeparators(string text, PromptSyntax syntax, MarkupKind[] kinds, bool[] starts)
    {
        if (syntax.Batches.Count == 1) return;
        for (var at = text.IndexOf("(&)", StringComparison.Ordinal); at >= 0; at = text.IndexOf("(&)", at + 3, StringComparison.Ordinal))
            Paint(new(at, 3), MarkupKind.Separator, kinds, starts);
    }

    static void Paint(IEnumerable<CommandSyntax> commands, MarkupKind[] kinds, bool[] starts)
    {
        foreach (var command in commands) Paint(command.Span, MarkupKind.Command, kinds, starts);
    }

    static void Paint(TextSpan span, MarkupKind kind, MarkupKind[] kinds, bool[] starts)
    {
        if (span.Length == 0) return;
        kinds.AsSpan(span.Start, span.Length).Fill(kind);
        // A span within another one must not cut it in two.
        starts.AsSpan(span.Start, span.Length).Clear();
        starts[span.Start] = true;
        starts[span.End] = true;
    }

    static List<MarkupSpan> Join(MarkupKind[] kinds, bool[] starts)
    {
        var spans = new List<MarkupSpan>();
        var start = 0;
        for (var i = 1; i <= kinds.Length; i++)
        {
            if (i < kinds.Length && kinds[i] == kinds[start] && !starts[i]) continue;
            spans.Add(new(start, i - start, kinds[start]));
            start = i;
        }
        return spans;
    }
}
