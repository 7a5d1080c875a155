using System.Globalization;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>
/// What is sent: the expanded parameters under the names the model gives them, and a seed of the item's own where the model takes one
/// and none was given.
/// </summary>
static class ActualParameters
{
    public const string Seed = "seed";
    static readonly string[] Prompts = ["prompt", "negative_prompt"];

    public static ParameterSet Of(ClaimedItem item)
    {
        var schema = item.Order.ModelView?.Schema ?? ParameterSchema.Empty;
        var parameters = Named(ParameterSet.Parse(item.Parameters), schema);
        if (schema.Find(Seed) is not { } spec || parameters.Text(spec.Name) is { Length: > 0 }) return parameters;
        var seed = ItemSeed.Within(ItemSeed.Of(item.Order.Seed, item.Sequence), spec.Minimum, spec.Maximum);
        return parameters.With(spec.Name, JsonSerializer.Deserialize<JsonElement>(seed.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Every order has prompts; a model may call them otherwise, or have none. Some providers refuse what they do not know. A model
    /// without a schema gets everything.
    /// </summary>
    static ParameterSet Named(ParameterSet parameters, ParameterSchema schema)
    {
        if (schema.Parameters.Count == 0) return parameters;
        foreach (var name in Prompts.Where(parameters.ContainsKey))
        {
            var spec = schema.Find(name);
            if (spec?.Name == name) continue;
            var value = parameters[name];
            parameters = parameters.Without(name);
            if (spec is not null && !parameters.ContainsKey(spec.Name)) parameters = parameters.With(spec.Name, value);
        }

        return parameters;
    }
}
