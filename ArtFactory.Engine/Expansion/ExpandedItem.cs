using System.Text.Json;
using ArtFactory.Engine.Expansion.Parameters;
using ArtFactory.Engine.Expansion.Planning;

namespace ArtFactory.Engine.Expansion;

/// <summary>One item of an order: a whole generation parameter set, and how it came about.</summary>
public sealed class ExpandedItem
{
    readonly IChoiceSource? _source;
    readonly int[] _tokens = [];
    readonly int _subPrompt;
    IReadOnlyList<ItemChoice>? _choices;

    public ExpandedItem(
        int sequence, string prompt, string negativePrompt, IReadOnlyDictionary<string, JsonElement> parameters,
        IReadOnlyList<ItemChoice> choices, IReadOnlyList<Diagnostic> errors)
    {
        Sequence = sequence;
        Prompt = prompt;
        NegativePrompt = negativePrompt;
        Parameters = parameters;
        _choices = choices;
        Errors = errors;
    }

    internal ExpandedItem(int sequence, string prompt, string negativePrompt, ParameterSet set, Diagnostic[] errors, IChoiceSource source, int[] tokens, int subPrompt)
    {
        Sequence = sequence;
        Prompt = prompt;
        NegativePrompt = negativePrompt;
        Parameters = set;
        Errors = errors;
        _source = source;
        _tokens = tokens;
        _subPrompt = subPrompt;
    }

    /// <summary>The place in the order, from 1.</summary>
    public int Sequence { get; }

    public string Prompt { get; }

    public string NegativePrompt { get; }

    /// <summary>What is set beside the prompts, under the schema's names, in the schema's types. Values that do not serve are left out.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; }

    /// <summary>The choices that made the item: batch, tokens, sub-prompt, parameters. Put together when first asked for.</summary>
    public IReadOnlyList<ItemChoice> Choices => _choices ??= _source!.ChoicesOf(_tokens, _subPrompt, (ParameterSet)Parameters);

    /// <summary>Why the item cannot be made; empty when it can.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; }
}
