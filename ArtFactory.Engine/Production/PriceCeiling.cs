using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>The most one generation can cost.</summary>
static class PriceCeiling
{
    static readonly string[] OutputCounts = ["num_outputs", "num_images", "number_of_images", "quantity", "n", "batch_size"];
    static readonly string[] Durations = ["duration", "duration_seconds", "seconds", "seconds_total"];

    /// <summary>US dollars, rounded up to a millionth; null when the price is unknown.</summary>
    public static decimal? Of(ModelPrice price, ParameterSet parameters)
    {
        if (price.Amount is not { } amount) return null;
        var outputs = First(parameters, OutputCounts) ?? 1;
        var units = price.Unit switch
        {
            "second" => outputs * (First(parameters, Durations) ?? 10),
            "megapixel" => outputs * decimal.Ceiling((First(parameters, ["width"]) ?? 1024) * (First(parameters, ["height"]) ?? 1024) / 1_048_576),
            "run" => 1,
            _ => outputs,
        };
        return decimal.Ceiling(amount * units * 1_000_000) / 1_000_000;
    }

    static decimal? First(ParameterSet parameters, string[] names)
    {
        foreach (var name in names)
        {
            if (decimal.TryParse(parameters.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0) return value;
        }

        return null;
    }
}
