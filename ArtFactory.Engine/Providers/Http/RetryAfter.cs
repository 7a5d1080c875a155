using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// Reads how long a provider wants to be left alone: header (thousandths of a second, seconds or a date), member of the body, or rate-limit
/// header.
/// </summary>
static class RetryAfter
{
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static TimeSpan? Of(HttpResponseHeaders headers, JsonElement body, DateTimeOffset now)
    {
        var wish = InSeconds(headers, "retry-after-ms", perSecond: 1000) ?? headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => InBody(body) ?? InSeconds(headers, "ratelimit-reset"),
        };
        return wish is not { } asked ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked > Longest ? Longest : asked;
    }

    static TimeSpan? InBody(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("retry_after", out var member) ? member.ValueKind switch
        {
            JsonValueKind.Number when member.TryGetDouble(out var seconds) => Seconds(seconds),
            JsonValueKind.String when double.TryParse(member.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) => Seconds(seconds),
            _ => null,
        } : null;

    static TimeSpan? InSeconds(HttpResponseHeaders headers, string name, int perSecond = 1) =>
        headers.TryGetValues(name, out var values) && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? Seconds(seconds / perSecond) : null;

    static TimeSpan? Seconds(double seconds) =>
        double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds)) : null;
}
