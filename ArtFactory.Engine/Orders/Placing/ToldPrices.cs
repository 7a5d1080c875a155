using System.Collections.Concurrent;
using ArtFactory.Data;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>
/// What the provider itself says that the items of a plan cost, where it can be asked without making anything. Quotes are made at every
/// keystroke: an answer is kept for a while, and prompts, which change no price, are left out of what is asked.
/// </summary>
sealed class ToldPrices(AdapterShelf adapters, IProviderConnections connections, TimeProvider time, ILogger<ToldPrices> logger)
{
    /// <summary>Kinds of items that are asked about; an order with more goes by the stored price.</summary>
    const int MostKinds = 8;

    const int MostItems = 10_000;
    const int MostKept = 1_000;
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    readonly ConcurrentDictionary<string, (decimal? Cost, DateTime Until)> _answers = new(StringComparer.Ordinal);

    /// <summary>Null when the provider does not say, has no key, or the plan has too many kinds of items.</summary>
    public async Task<ToldPrice?> OfAsync(OrderPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Model is not { } model || plan.Price.Skipped > 0 || plan.Items is 0 or > MostItems) return null;
        if (adapters.Find(model.ProviderId) is not IRequestPrices prices || !(await connections.DescribeAsync(model.ProviderId, cancellationToken)).HasKey) return null;
        var kinds = new Dictionary<string, (ParameterSet Parameters, int Count)>(StringComparer.Ordinal);
        foreach (var item in plan.Expansion.Items())
        {
            var priced = Priced(model, item.Parameters);
            var kind = priced.ToJson();
            kinds[kind] = (priced, kinds.GetValueOrDefault(kind).Count + 1);
            if (kinds.Count > MostKinds) return null;
        }

        var (all, most) = (0m, 0m);
        foreach (var (kind, (parameters, count)) in kinds)
        {
            if (await CostAsync(prices, model, kind, parameters, cancellationToken) is not { } cost) return null;
            all += cost * count;
            most = Math.Max(most, cost);
        }

        return new(most, all);
    }

    async Task<decimal?> CostAsync(IRequestPrices prices, ModelView model, string kind, ParameterSet parameters, CancellationToken cancellationToken)
    {
        var name = $"{model.ProviderId} {model.ModelId} {model.Version} {kind}";
        var now = time.GetUtcNow().UtcDateTime;
        if (_answers.TryGetValue(name, out var known) && known.Until > now) return known.Cost;
        if (_answers.Count >= MostKept) _answers.Clear();
        decimal? cost = null;
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            cost = await prices.CostAsync(new()
            {
                AttemptId = Guid.Empty, ItemId = Guid.Empty, Model = model.ModelId, Modality = model.Modality, Version = model.Version, Parameters = SentParameters.Of(model.Schema, parameters),
            }, limit.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(e, "{Provider} did not say what {Model} costs", model.ProviderId, model.ModelId);
        }

        _answers[name] = (cost, now + (cost is null ? Unanswered : Fresh));
        return cost;
    }

    /// <summary>What can change the price: not the words, not the seed, not which file it is.</summary>
    static ParameterSet Priced(ModelView model, IReadOnlyDictionary<string, System.Text.Json.JsonElement> parameters)
    {
        var priced = new ParameterSet(parameters);
        foreach (var spec in model.Schema.Parameters.Where(p => p.Type is ParameterType.Prompt or ParameterType.Media)) priced = priced.Without(spec.Name);
        return model.Schema.Find(ActualParameters.Seed) is { } seed ? priced.Without(seed.Name) : priced;
    }
}
