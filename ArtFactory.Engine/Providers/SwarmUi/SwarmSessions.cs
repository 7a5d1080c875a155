using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.SwarmUi;

/// <summary>Sessions of SwarmUI: taken for a request, given back after it, and had anew when SwarmUI has forgotten one.</summary>
sealed class SwarmSessions(ProviderHttp http)
{
    static readonly TimeSpan ShortAnswer = TimeSpan.FromSeconds(10);
    readonly ConcurrentBag<string> _free = [];

    public async Task<(string? Session, ProviderAnswer? Refusal)> TakeAsync(CancellationToken cancellationToken) =>
        _free.TryTake(out var session) ? (session, null) : await NewAsync(cancellationToken);

    public void GiveBack(string session) => _free.Add(session);

    public async Task<(string? Session, ProviderAnswer? Refusal)> NewAsync(CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(await CallAsync("GetNewSession", [], cancellationToken), cancellationToken);
        if (reply.IsObject && reply.Json.TextAt("session_id") is { Length: > 0 } session) return (session, null);
        return (null, NoSession(reply));
    }

    /// <summary>A question, in a session of its own; asked again in a new one if that was forgotten.</summary>
    public async Task<ProviderReply> AskAsync(string route, JsonObject body, CancellationToken cancellationToken)
    {
        var (session, _) = await TakeAsync(cancellationToken);
        for (var renewed = false; ; renewed = true)
        {
            body["session_id"] = session ?? "";
            var reply = await http.SendAsync(await CallAsync(route, body, cancellationToken) with { MostBytes = 256L << 20 }, cancellationToken);
            if (!IsStale(reply) || renewed)
            {
                if (session is not null && !IsStale(reply)) GiveBack(session);
                return reply;
            }

            (session, _) = await NewAsync(cancellationToken);
        }
    }

    /// <summary>Stops what runs in that session; best effort.</summary>
    public async Task InterruptAsync(string session)
    {
        var body = new JsonObject { ["session_id"] = session, ["other_sessions"] = false };
        await http.SendAsync(await CallAsync("InterruptAll", body, default) with { TimeLimit = ShortAnswer }, default);
    }

    public async Task<ProviderCall> CallAsync(string route, JsonObject body, CancellationToken cancellationToken)
    {
        var call = ProviderCall.Post("API/" + route, JsonText.Of(body));
        return await CookieAsync(cancellationToken) is { } cookie ? call with { Headers = [("Cookie", cookie)] } : call;
    }

    /// <summary>The token of an account, where SwarmUI has accounts.</summary>
    public async Task<string?> CookieAsync(CancellationToken cancellationToken) =>
        (await http.ConnectionAsync(cancellationToken)).Key is { } key ? $"swarm_token={key}" : null;

    /// <summary>Nothing was asked for yet, so nothing is in doubt; but who wants a rest, or another key, gets it.</summary>
    static ProviderAnswer.Rejected NoSession(ProviderReply reply) =>
        SubmissionEnd.Of(reply, "SwarmUI") is ProviderAnswer.Rejected { Class: ProviderErrorClass.RateLimited or ProviderErrorClass.Authentication } told ? told
        : new(ProviderErrorClass.Transient, reply.Fault ?? $"SwarmUI gives no session: {reply.Json.TextAt("error") ?? $"it answered {reply.Status}."}", reply.RetryAfter);

    static bool IsStale(ProviderReply reply) => reply.Json.TextAt("error_id") == SwarmAnswer.StaleSession;
}
