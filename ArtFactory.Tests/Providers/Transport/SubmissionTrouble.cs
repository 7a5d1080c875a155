using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>A column of the matrix: what goes wrong with a request, and what it must be taken for.</summary>
/// <param name="Name">In the names of cases.</param>
/// <param name="Make">The trouble, in the words of that provider.</param>
/// <param name="Class">What certainly was not accepted, and why; null for a doubt.</param>
/// <param name="Rest">Seconds the provider wants to be left alone.</param>
/// <param name="IsAccepted">Whether the provider took it, and charged for it where it charges.</param>
public sealed record SubmissionTrouble(string Name, Func<TroubledProvider, Trouble> Make, ProviderErrorClass? Class = null, double? Rest = null, bool IsAccepted = false)
{
    const string Busy = "Too busy now, try later";
    static readonly Dictionary<string, string> ThreeSeconds = new(StringComparer.Ordinal) { ["Retry-After"] = "3" };

    static readonly SubmissionTrouble[] Columns =
    [
        new("429 with a rest", p => Answer(p, 429, "Asked too often") with { Headers = ThreeSeconds }, ProviderErrorClass.RateLimited, 3),
        new("429 with a date", p => Answer(p, 429, "Asked too often") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "Mon, 02 Jan 2006 15:04:05 GMT" } }, ProviderErrorClass.RateLimited, 0),
        new("429 without", p => Answer(p, 429, "Asked too often"), ProviderErrorClass.RateLimited),
        new("401", p => Answer(p, 401, "Unauthenticated"), ProviderErrorClass.Authentication),
        new("402", p => Answer(p, 402, "Top up."), ProviderErrorClass.Payment),
        new("403 for money", p => Answer(p, 403, "User is locked. Reason: Exhausted balance."), ProviderErrorClass.Payment) { IsForPaidOnly = true },
        new("429 for money", p => Answer(p, 429, "insufficient_quota: you exceeded your quota"), ProviderErrorClass.Payment) { IsForPaidOnly = true },
        new("403 for the content", p => Answer(p, 403, "Refused under our content policy"), ProviderErrorClass.Moderation) { IsForPaidOnly = true },
        new("422", _ => new Trouble.Answer(422, """{"detail":[{"loc":["body","steps"],"msg":"too many","type":"less_than_equal"}]}"""), ProviderErrorClass.Validation),
        new("503 in its own words", p => Answer(p, 503, Busy), ProviderErrorClass.Transient),
        new("503 with a rest", p => Answer(p, 503, Busy) with { Headers = ThreeSeconds }, ProviderErrorClass.Transient, 3),
        new("503 with nothing but a header", _ => new Trouble.Answer(503, "busy", "text/plain") { Headers = new Dictionary<string, string> { ["ratelimit-reset"] = "3" } }),
        new("408", p => Answer(p, 408, "Request timed out")),
        new("500", _ => new Trouble.Answer(500, "{}")),
        new("502 after acceptance", _ => new Trouble.GatewayError(), IsAccepted: true),
        new("503 after acceptance", _ => new Trouble.GatewayError(503), IsAccepted: true),
        new("504 after acceptance", _ => new Trouble.GatewayError(504), IsAccepted: true),
        new("no JSON after acceptance", _ => new Trouble.GatewayError(200), IsAccepted: true) { IsOnSockets = true },
        new("dropped before acceptance", _ => new Trouble.DropBefore()) { IsOnSockets = true },
        new("dropped after acceptance", _ => new Trouble.DropAfter(), IsAccepted: true) { IsOnSockets = true },
        new("another type of answer", _ => new Trouble.Changed(_ => new JsonArray(1, 2)), IsAccepted: true) { IsOnSockets = true },
        new("members of another type", _ => Trouble.WrongTypes(), IsAccepted: true) { IsOnSockets = true },
        new("an answer of null", _ => new Trouble.Changed(_ => null), IsAccepted: true) { IsOnSockets = true },
        new("silence after acceptance", _ => new Trouble.NoAnswer(), IsAccepted: true) { IsOnSockets = true, IsEndless = true },
        new("a body that stands still", _ => new Trouble.StalledBody(), IsAccepted: true) { IsOnSockets = true, IsEndless = true },
    ];

    /// <summary>Money and moderation are no matter of an engine of one's own.</summary>
    public bool IsForPaidOnly { get; init; }

    /// <summary>Whether it can happen on a socket that is open: a status cannot, it belongs to the opening.</summary>
    public bool IsOnSockets { get; init; }

    /// <summary>Whether only the time limit ends it.</summary>
    public bool IsEndless { get; init; }

    public static IReadOnlyList<SubmissionTrouble> All => Columns;

    public static SubmissionTrouble Of(string name) => Columns.Single(c => c.Name == name);

    /// <summary>
    /// Whether the cell exists. Where a socket stands still after half of the pictures, what came is kept by SwarmUI's own rules, which
    /// its adapter's tests see to.
    /// </summary>
    public bool Concerns(TroubledProvider provider) =>
        (!IsForPaidOnly || provider.TakesMoney) && (IsOnSockets || !provider.IsOverSocket) && !(provider.IsOverSocket && Make(provider) is Trouble.StalledBody);

    static Trouble.Answer Answer(TroubledProvider provider, int status, string words) => new(status, provider.Words(status, words).ToJsonString());
}
