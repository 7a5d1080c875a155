using System.Globalization;
using ArtFactory.Data;

namespace ArtFactory.Engine.Providers.Studio;

/// <summary>
/// What the studio was told to act out, for demonstrations and tests: <c>delay_ms</c>, and <c>fail_with</c> (an error class, or
/// <c>ambiguous</c>) at the rate <c>fail_rate</c> (0 to 1; 1 when only <c>fail_with</c> is given).
/// </summary>
sealed record Demonstration(TimeSpan Delay, ProviderAnswer? Failure)
{
    const string DelayName = "delay_ms";
    const string RateName = "fail_rate";
    const string KindName = "fail_with";

    public static bool IsParameter(string name) => name is DelayName or RateName or KindName;

    public static Demonstration Of(GenerationRequest request)
    {
        var delay = TimeSpan.FromMilliseconds(Math.Clamp(Number(request.Parameters, DelayName) ?? 0, 0, 600_000));
        var kind = request.Parameters.Text(KindName) is { Length: > 0 } named and not "none" ? named : null;
        var rate = Number(request.Parameters, RateName) ?? (kind is null ? 0 : 1);

        // By the attempt, not by the seed: a retry has its own luck.
        var luck = (uint)request.AttemptId.GetHashCode() / (double)uint.MaxValue;
        return new(delay, rate >= 1 || luck < rate ? FailureOf(kind ?? "transient") : null);
    }

    static ProviderAnswer FailureOf(string kind) => kind switch
    {
        "rate_limited" or "rate-limited" => new ProviderAnswer.Rejected(ProviderErrorClass.RateLimited, "The studio plays a provider that is asked too often.", TimeSpan.FromSeconds(1)),
        // What orders and templates made before it was called so say.
        "validation" or "invalid" => new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "The studio plays a provider that does not take these parameters."),
        "payment" => new ProviderAnswer.Rejected(ProviderErrorClass.Payment, "The studio plays a provider whose credit is used up."),
        "moderation" => new ProviderAnswer.Rejected(ProviderErrorClass.Moderation, "The studio plays a provider that refuses this content."),
        "authentication" => new ProviderAnswer.Rejected(ProviderErrorClass.Authentication, "The studio plays a provider that does not know the key."),
        "ambiguous" => new ProviderAnswer.Ambiguous("The studio plays a provider whose answer was lost."),
        _ => new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "The studio plays a provider that is overloaded."),
    };

    static double? Number(ParameterSet parameters, string name) =>
        double.TryParse(parameters.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
