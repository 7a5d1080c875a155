namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>Decides the form's order, groups, what is folded away, and the names by which a person also knows a parameter.</summary>
static class FormLayout
{
    const int OrderStep = 10;

    static readonly string[] PromptNames =
        ["prompt", "text_prompt", "prompt_text", "positive_prompt", "positive", "text", "gen_text", "input_text", "caption", "instruction", "instructions", "description", "tags", "lyrics"];
    static readonly string[] NegativeNames = ["negative_prompt", "negative_prompts", "neg_prompt", "n_prompt", "negative"];

    /// <summary>The prompt first, then the negative prompt, then as the provider has them.</summary>
    public static ParameterSchema Of(IReadOnlyList<FieldDraft> fields)
    {
        var prompt = Pick(fields, PromptNames) ?? OnlyText(fields);
        var negative = Pick(fields, NegativeNames);
        var taken = fields.Select(f => f.Spec.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var placed = fields
            .OrderBy(f => f == prompt ? 0 : f == negative ? 1 : 2).ThenBy(f => f.Place).ThenBy(f => f.Index)
            .Select((field, at) =>
            {
                var spec = field == prompt ? AsPrompt(field.Spec, "prompt") : field == negative ? AsPrompt(field.Spec, "negative_prompt") : Grouped(field.Spec, taken);
                return spec with { Order = (at + 1) * OrderStep };
            });
        return new(placed);
    }

    static FieldDraft? Pick(IReadOnlyList<FieldDraft> fields, string[] names) =>
        names.Select(name => fields.FirstOrDefault(f => IsProse(f.Spec) && LooseName.Same(f.Spec.Name, name))).FirstOrDefault(f => f is not null);

    /// <summary>The one text a model cannot do without is its prompt, whatever it is called.</summary>
    static FieldDraft? OnlyText(IReadOnlyList<FieldDraft> fields) =>
        fields.Where(f => f.Spec.Required && IsProse(f.Spec)).Take(2).ToList() is [var only] ? only : null;

    static bool IsProse(ParameterSpec spec) => spec is { Type: ParameterType.Text, Secret: false };

    static ParameterSpec AsPrompt(ParameterSpec spec, string idea) => spec with
    {
        Type = ParameterType.Prompt,
        Aliases = string.Equals(spec.Name, idea, StringComparison.OrdinalIgnoreCase) ? [] : [idea],
    };

    static ParameterSpec Grouped(ParameterSpec spec, HashSet<string> taken)
    {
        var concept = ParameterConcept.Of(spec.Name) ?? (spec.Type == ParameterType.Media ? ParameterConcept.Media : null);
        return spec with
        {
            Group = concept?.Group ?? ParameterConcept.OtherGroup,
            Advanced = !spec.Required && (concept is not { IsCommon: true } || spec.Secret),
            // Of several parameters with one idea, none is known by the others' names.
            Aliases = concept is null || ReferenceEquals(concept, ParameterConcept.Media) || concept.Names.Count(taken.Contains) > 1
                ? [] : [.. concept.Names.Where(n => !taken.Contains(n))],
        };
    }
}
