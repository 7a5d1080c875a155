using System.Globalization;
using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Parameters;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>Takes an order through the stages that do not depend on a combination, outermost first.</summary>
static class OrderPlanner
{
    /// <summary>Draws in the negative prompt do not move when the prompt gets another token.</summary>
    const int NegativeOrdinals = 1_000_000;

    public static IReadOnlyList<BatchPlan> Plan(ExpansionRequest request, DiagnosticBag diagnostics)
    {
        var prompt = PromptSyntax.Read(request.Prompt, "prompt", commands: true, diagnostics);
        var negative = PromptSyntax.Read(request.NegativePrompt, "negative_prompt", commands: false, diagnostics);
        InformOfDialect(request.Prompt, "prompt", diagnostics);
        InformOfDialect(request.NegativePrompt, "negative_prompt", diagnostics);

        var seed = ReadSeed(prompt.Metas, diagnostics) ?? request.Seed;
        var parameters = ParameterScope.Create(request.Schema, request.Parameters, seed, diagnostics)
            .With(Plain(prompt.Metas, diagnostics, "seed"), diagnostics);

        if (negative.Batches.Count != 1 && negative.Batches.Count != prompt.Batches.Count)
        {
            diagnostics.Error("batch-mismatch", $"The negative prompt has {negative.Batches.Count} batches and the prompt {prompt.Batches.Count}; write one for all, or as many.", "negative_prompt", new(0, request.NegativePrompt.Length));
            return [];
        }

        var lookups = new LookupOpener(request.Lookups, seed, diagnostics);
        var plans = new List<BatchPlan>(prompt.Batches.Count);
        var ordinal = 0;
        for (var i = 0; i < prompt.Batches.Count; i++)
        {
            var batch = prompt.Batches[i];
            if (prompt.Batches.Count > 1 && batch.Template.Chars.IsWhiteSpace())
                diagnostics.Warn("empty-batch", "This batch is empty, and makes an item without a prompt; take out its (&) if that is not meant.", batch.Template.Field, batch.Template.Span());
            var opener = new BatchOpener(lookups, diagnostics);
            var text = opener.Open(batch, ordinal);
            ordinal += batch.Tokens.Count;
            var negativeText = opener.Open(negative.Batches[negative.Batches.Count == 1 ? 0 : i], NegativeOrdinals);
            var cap = ReadCount(batch.Commands, "maxbatchitems", diagnostics);
            var shape = new BatchShape(
                prompt.Batches.Count == 1 ? 0 : i + 1, opener.ToSpace(), opener.ChoiceNames, text, negativeText,
                parameters.With(Plain(batch.Commands, diagnostics, "maxbatchitems", "sample"), diagnostics),
                cap ?? request.DefaultBatchCap, cap is not null, ReadCount(batch.Commands, "sample", diagnostics), seed, batch.Template.Span());
            plans.Add(Make(shape, diagnostics));
        }
        return plans;
    }

    static void InformOfDialect(string text, string field, DiagnosticBag diagnostics)
    {
        if (DialectTranslator.FirstIn(text) is { } span)
            diagnostics.Inform(DialectTranslator.RemarkCode, "This is the notation of another tool and stays as text; here [a,b] takes the place of {a|b}, and [name] of __name__.", field, span);
    }

    static BatchPlan Make(BatchShape shape, DiagnosticBag diagnostics)
    {
        var tokens = shape.Space.Tokens;
        var shaping = shape.Prompt.ShapingSlots(tokens, commands: true).Select(s => shape.Prompt.Slots[s])
            .Concat(shape.Negative.ShapingSlots(tokens, commands: false).Select(s => shape.Negative.Slots[s])).ToHashSet();
        return shaping.Count == 0 ? new FixedBatch(shape, diagnostics) : new ShapedBatch(shape, shaping, diagnostics);
    }

    static IEnumerable<CommandSyntax> Plain(IEnumerable<CommandSyntax> commands, DiagnosticBag diagnostics, params string[] known)
    {
        foreach (var command in commands)
        {
            if (known.Contains(command.Name, StringComparer.OrdinalIgnoreCase)) continue;
            if (command.Value.Contains('['))
                diagnostics.Error("token-in-command", $"Tokens are not opened in this command; write the values with commas, such as {command.Name}:4,8, or use pipeline:{command.Name}.", command.Field, command.ValueSpan);
            yield return command;
        }
    }

    static CommandSyntax? Last(IEnumerable<CommandSyntax> commands, string name, DiagnosticBag diagnostics)
    {
        CommandSyntax? last = null;
        foreach (var command in commands)
        {
            if (!command.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (last is not null) diagnostics.Warn("command-repeated", $"{command.Name} is set more than once here; the last one counts.", command.Field, command.Span);
            last = command;
        }
        return last;
    }

    static ulong? ReadSeed(IEnumerable<CommandSyntax> metas, DiagnosticBag diagnostics)
    {
        if (Last(metas, "seed", diagnostics) is not { } command) return null;
        if (ulong.TryParse(command.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
        diagnostics.Error("bad-command", $"A seed is a whole number from 0 to {ulong.MaxValue}, and \"{command.Value}\" is none.", command.Field, command.ValueSpan);
        return null;
    }

    static int? ReadCount(IEnumerable<CommandSyntax> commands, string name, DiagnosticBag diagnostics)
    {
        if (Last(commands, name, diagnostics) is not { } command) return null;
        if (decimal.TryParse(command.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1)
            return (int)Math.Min(count, int.MaxValue);
        diagnostics.Error("bad-command", $"{name} takes a whole number of 1 or more, and \"{command.Value}\" is none.", command.Field, command.ValueSpan);
        return null;
    }
}
