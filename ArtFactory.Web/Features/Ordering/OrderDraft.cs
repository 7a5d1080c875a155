using System.Globalization;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Features.Ordering;

/// <summary>An order as it stands on the form, before it is placed. The browser keeps it, so that no reload loses it.</summary>
public sealed record OrderDraft
{
    public string Prompt { get; init; } = "";
    public string NegativePrompt { get; init; } = "";

    /// <summary>What was typed, by parameter name, for whatever model; those the chosen model does not know wait.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The budget as typed; empty for none.</summary>
    public string Budget { get; init; } = "";
    /// <summary>The most one item may cost, as typed; asked for where the price is not known.</summary>
    public string PriceLimit { get; init; } = "";
    public bool OnlyNew { get; init; }

    /// <summary>The seed of the draws; null until the form is shown.</summary>
    public ulong? Seed { get; init; }
    public int Priority { get; init; }
    public Guid? TemplateId { get; init; }
    public Guid? SourceOrderId { get; init; }

    /// <summary>The budget in US dollars; null when none is typed or it is no amount.</summary>
    public decimal? BudgetLimit => Amount(Budget);

    /// <summary>Whether something is typed as a budget that is none.</summary>
    public bool BudgetIsUnclear => Budget.Trim().Length > 0 && BudgetLimit is null;

    /// <summary>Whether something is typed as a price limit that is none.</summary>
    public bool PriceLimitIsUnclear => PriceLimit.Trim().Length > 0 && Amount(PriceLimit) is null;

    public OrderDraft With(string parameter, string text)
    {
        var next = new Dictionary<string, string>(Parameters, StringComparer.OrdinalIgnoreCase);
        if (text.Length == 0) next.Remove(parameter);
        else next[parameter] = text;
        return this with { Parameters = next };
    }

    /// <summary>The same on a model's form: what stood under another name of the parameter gives way.</summary>
    public OrderDraft With(ParameterSchema schema, string parameter, string text)
    {
        var others = Parameters.Where(p => schema.Find(p.Key)?.Name != schema.Find(parameter)?.Name);
        return (this with { Parameters = new Dictionary<string, string>(others, StringComparer.OrdinalIgnoreCase) }).With(parameter, text);
    }

    /// <summary>After it was placed: the same form, for an order of its own, whose draws are new.</summary>
    public OrderDraft Next() => this with { Seed = UsualOrder.DrawSeed(), TemplateId = null, SourceOrderId = null };

    /// <summary>With a seed, so that what the samples show is what is placed.</summary>
    public OrderDraft Seeded() => Seed is null ? this with { Seed = UsualOrder.DrawSeed() } : this;

    /// <summary>The draft with choices settled: tokens and parameters that are named (<c>token:color</c>, <c>parameter:steps</c>) keep one value.</summary>
    public OrderDraft Narrow(IReadOnlyList<(string Choice, string Value)> settled)
    {
        const string token = "token:", parameter = "parameter:";
        if (settled.Count == 0) return this;
        var tokens = settled.Where(c => c.Choice.StartsWith(token, StringComparison.Ordinal)).DistinctBy(c => c.Choice).ToDictionary(c => c.Choice[token.Length..], c => c.Value);
        var (prompt, negative) = PromptNarrowing.Narrow(Prompt, NegativePrompt, tokens);
        return settled.Where(c => c.Choice.StartsWith(parameter, StringComparison.Ordinal))
            .Aggregate(this with { Prompt = prompt, NegativePrompt = negative }, (draft, c) => draft.With(c.Choice[parameter.Length..], c.Value.Replace(",", "\\,", StringComparison.Ordinal)));
    }

    /// <summary>The request this draft makes of a model.</summary>
    public OrderRequest For(ModelView model, Guid? projectId) => new()
    {
        Provider = model.ProviderId,
        Model = model.ModelId,
        Prompt = Prompt,
        NegativePrompt = NegativePrompt,
        Parameters = Parameters.Where(p => p.Value.Trim().Length > 0 && IsFor(model.Schema, p.Key)).ToDictionary(p => p.Key, p => p.Value),
        ProjectId = projectId,
        TemplateId = TemplateId,
        SourceOrderId = SourceOrderId,
        Seed = Seed,
        Priority = Priority,
        BudgetLimit = BudgetLimit,
        ItemCeiling = !model.Price.CanBeReckoned(model.Schema) ? Amount(PriceLimit) : null,
        OnlyNew = OnlyNew,
    };

    /// <summary>Whether the model has the parameter, and nothing stands under the parameter's own name if this is another of its names.</summary>
    bool IsFor(ParameterSchema schema, string name) =>
        schema.Find(name) is { } spec && (string.Equals(spec.Name, name, StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(Parameters.GetValueOrDefault(spec.Name)));

    /// <summary>A draft that would make the same order again.</summary>
    public static OrderDraft From(OrderRequest request, Guid? sourceOrderId = null) => new()
    {
        Prompt = request.Prompt,
        NegativePrompt = request.NegativePrompt,
        Parameters = new Dictionary<string, string>(request.Parameters, StringComparer.OrdinalIgnoreCase),
        Budget = request.BudgetLimit?.ToString(CultureInfo.InvariantCulture) ?? "",
        PriceLimit = request.ItemCeiling?.ToString(CultureInfo.InvariantCulture) ?? "",
        Priority = request.Priority,
        TemplateId = request.TemplateId,
        SourceOrderId = sourceOrderId,
    };

    /// <summary>A draft from a stored parameter set: <c>prompt</c>, <c>negative_prompt</c>, and the rest as typed.</summary>
    public static OrderDraft From(ParameterSet set, Guid? templateId = null) => new()
    {
        Prompt = set.Text("prompt") ?? "",
        NegativePrompt = set.Text("negative_prompt") ?? "",
        Parameters = set.Keys.Where(k => k is not ("prompt" or "negative_prompt") && set.Text(k) is not null)
            .ToDictionary(k => k, k => set.Text(k)!, StringComparer.OrdinalIgnoreCase),
        TemplateId = templateId,
    };

    /// <summary>The draft as a template keeps it.</summary>
    public ParameterSet ToParameterSet(ParameterSchema schema)
    {
        var set = ParameterSet.Empty.With("prompt", Prompt);
        if (NegativePrompt.Length > 0) set = set.With("negative_prompt", NegativePrompt);
        foreach (var (name, text) in Parameters.Where(p => schema.Find(p.Key) is not null)) set = set.With(name, text);
        return set;
    }

    static decimal? Amount(string typed) =>
        decimal.TryParse(typed.Trim().TrimStart('$'), NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount) && amount >= 0 ? amount : null;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads what the browser kept; null when it is not one of ours.</summary>
    public static OrderDraft? Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return null;
        try
        {
            return JsonSerializer.Deserialize<OrderDraft>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
