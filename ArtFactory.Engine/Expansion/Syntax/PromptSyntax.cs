namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>A prompt after the stages that need no lookups.</summary>
sealed record PromptSyntax(IReadOnlyList<CommandSyntax> Metas, IReadOnlyList<BatchSyntax> Batches)
{
    const string BatchSeparator = "(&)";

    /// <param name="text">The text as typed.</param>
    /// <param name="field">The field it was typed into.</param>
    /// <param name="commands">Whether commands are obeyed; in a negative prompt they are text.</param>
    /// <param name="diagnostics">Receives what is wrong with it.</param>
    public static PromptSyntax Read(string text, string field, bool commands, DiagnosticBag diagnostics)
    {
        var source = SourceText.From(text, field);
        var metas = new List<CommandSyntax>();
        if (commands) source = CommandScanner.Extract(source, CommandScanner.Meta, metas, diagnostics);
        else WarnOfCommands(source, diagnostics);
        var batches = new List<BatchSyntax>();
        var start = 0;
        while (true)
        {
            var at = source.Chars[start..].IndexOf(BatchSeparator);
            var end = at < 0 ? source.Length : start + at;
            batches.Add(ReadBatch(source.Slice(start, end - start), commands, diagnostics));
            if (at < 0) return new(metas, batches);
            start = end + BatchSeparator.Length;
        }
    }

    static BatchSyntax ReadBatch(SourceText text, bool commands, DiagnosticBag diagnostics)
    {
        var found = new List<CommandSyntax>();
        if (commands) text = CommandScanner.Extract(text, CommandScanner.Batch, found, diagnostics);
        var tokens = new List<TokenSyntax>();
        var template = TokenScanner.Read(text, tokens, diagnostics);
        return new(found, template, tokens);
    }

    static void WarnOfCommands(SourceText text, DiagnosticBag diagnostics)
    {
        foreach (var keyword in (string[])[CommandScanner.Meta, CommandScanner.Batch, CommandScanner.Pipeline])
        {
            var found = new List<CommandSyntax>();
            CommandScanner.Extract(text, keyword, found, null);
            foreach (var command in found)
                diagnostics.Warn("command-in-negative", "Commands belong into the prompt; in the negative prompt this stays as text.", text.Field, command.Span);
        }
    }
}
