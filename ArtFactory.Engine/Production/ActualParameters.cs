using System.Globalization;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Claiming;

namespace ArtFactory.Engine.Production;

/// <summary>What is sent: the expanded parameters, and a seed of the item's own where the model takes one and none was given.</summary>
static class ActualParameters
{
    public const string Seed = "seed";

    public static ParameterSet Of(ClaimedItem item)
    {
        var parameters = ParameterSet.Parse(item.Parameters);
        if (item.Order.ModelView?.Schema.Find(Seed) is not { } spec || parameters.Text(spec.Name) is { Length: > 0 }) return parameters;
        var seed = ItemSeed.Within(ItemSeed.Of(item.Order.Seed, item.Sequence), spec.Minimum, spec.Maximum);
        return parameters.With(spec.Name, JsonSerializer.Deserialize<JsonElement>(seed.ToString(CultureInfo.InvariantCulture)));
    }
}
