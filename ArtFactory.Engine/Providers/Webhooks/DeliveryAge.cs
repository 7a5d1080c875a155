using System.Globalization;

namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Whether a signed moment is near enough to now: what is older may be a recording.</summary>
static class DeliveryAge
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Unix seconds, as the provider signed them.</summary>
    public static bool IsFresh(string seconds, TimeProvider time) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var signed)
        && Math.Abs((decimal)time.GetUtcNow().ToUnixTimeSeconds() - signed) <= (decimal)Tolerance.TotalSeconds;
}
