namespace ArtFactory.Engine.Providers.Civitai;

/// <summary>Civitai's own money.</summary>
static class Buzz
{
    /// <summary>What Civitai sells for a dollar.</summary>
    const decimal PerDollar = 1000;

    /// <summary>US dollars; null when no amount is named.</summary>
    public static decimal? Dollars(decimal? buzz) => buzz is { } amount and >= 0 ? amount / PerDollar : null;
}
