using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.SwarmUi;

/// <summary>Plays SwarmUI: sessions, generation with and without a socket, the list of parameters, files by path.</summary>
public sealed class FakeSwarmUi : FakeServer
{
    readonly HashSet<string> _sessions = new(StringComparer.Ordinal);
    readonly List<string> _interrupted = [];
    readonly Lock _gate = new();
    TaskCompletionSource? _hold;
    int _last;

    public override string ProviderId => "swarmui";

    public bool HasSockets { get; set; } = true;

    /// <summary>Pictures come inside the answer.</summary>
    public bool AnswersData { get; set; }

    /// <summary>A text for people instead of a picture.</summary>
    public string? Error { get; set; }

    /// <summary>Of the pictures of a batch, the one that is taken back.</summary>
    public int? Discards { get; set; }

    /// <summary>Sessions that were interrupted.</summary>
    public IReadOnlyList<string> Interrupted
    {
        get
        {
            lock (_gate) return [.. _interrupted];
        }
    }

    /// <summary>As a restart would.</summary>
    public void ForgetSessions()
    {
        lock (_gate) _sessions.Clear();
    }

    public void Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/API");
        api.MapPost("/GetNewSession", () =>
        {
            var answer = Fixtures.Read("SwarmUi/new-session.json");
            var session = $"S{Interlocked.Increment(ref _last).ToString("D39", CultureInfo.InvariantCulture)}";
            lock (_gate) _sessions.Add(session);
            answer["session_id"] = session;
            return Json(answer);
        });
        api.MapPost("/ListT2IParams", async (HttpRequest request) => Knows(await BodyAsync(request)) ? Results.Text(Fixtures.Text("SwarmUi/list-t2i-params.json"), "application/json") : Stale());
        api.MapPost("/InterruptAll", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            lock (_gate) _interrupted.Add(body["session_id"]!.ToString());
            _hold?.TrySetResult();
            return Json(new JsonObject { ["success"] = true });
        });
        api.MapPost("/GenerateText2Image", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            if (!Knows(body)) return Stale();
            if (Error is not null) return Json(new JsonObject { ["error"] = Error });
            var job = Accept(body["model"]?.ToString() ?? "", body);
            return Json(new JsonObject { ["images"] = new JsonArray([.. Seeds(body).Select((seed, at) => (JsonNode)Image(job, at, seed))]) });
        });
        api.Map("/GenerateText2ImageWS", SocketAsync);
        routes.MapGet("/View/{**path}", (string path) => Behaviour.OutputsExpired ? Results.StatusCode(404) : Results.Bytes(FakePicture.Of(path), "image/png"));
    }

    async Task SocketAsync(HttpContext context)
    {
        if (!HasSockets || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = 400;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var body = await socket.ReadAsync(context.RequestAborted);
        var trouble = Meet(context, body);
        if (trouble is Trouble.DropBefore)
        {
            context.Abort();
            return;
        }

        if (!Knows(body)) await socket.TellAsync(Fixtures.Read("SwarmUi/error-session.json"), context.RequestAborted);
        else if (Error is not null) await socket.TellAsync(new JsonObject { ["error"] = Error }, context.RequestAborted);
        else await GenerateAsync(socket, body, trouble, context);
        if (context.RequestAborted.IsCancellationRequested) return;
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    async Task GenerateAsync(WebSocket socket, JsonObject body, Trouble? trouble, HttpContext context)
    {
        var stop = context.RequestAborted;
        var job = Accept(body["model"]?.ToString() ?? "", body);
        var messages = JsonNode.Parse(Fixtures.Text("SwarmUi/ws-messages.json"))!.AsArray();
        await TellAsync(messages[0]!);
        await TellAsync(messages[1]!);
        if (_hold is { } hold) await hold.Task;
        var seeds = Seeds(body).ToList();
        switch (trouble)
        {
            case Trouble.DropAfter:
                context.Abort();
                return;
            case Trouble.NoAnswer:
                await Departure.AwaitAsync(context);
                return;
            case Trouble.GatewayError:
                // Something on the way lost the engine, and closes as if all had been said.
                await socket.BabbleAsync("<html><body>Bad gateway</body></html>", stop);
                return;
        }

        // The last is ready first.
        for (var at = seeds.Count - 1; at >= 0; at--)
        {
            if (trouble is Trouble.SlowBody slow) await Task.Delay(slow.Pause, TimeProvider.System, stop);
            var message = messages[2]!.DeepClone();
            message["image"]!["image"] = Image(job, at, seeds[at]);
            message["image"]!["batch_index"] = at.ToString(CultureInfo.InvariantCulture);
            message["image"]!["metadata"] = $$$"""{"sui_image_params": {"prompt": "{{{job.Prompt}}}", "seed": {{{seeds[at]}}}}}""";
            await TellAsync(message);
            if (trouble is not Trouble.StalledBody) continue;

            // Half of it, and then nothing.
            await TellAsync(messages[1]!);
            await Departure.AwaitAsync(context);
            return;
        }

        if (Discards is { } index) await TellAsync(new JsonObject { ["discard_indices"] = new JsonArray(index) });

        async Task TellAsync(JsonNode message)
        {
            if (trouble is Trouble.Changed changed) message = changed.How(message.DeepClone()) ?? JsonValue.Create(0);
            await socket.TellAsync(message, stop);
        }
    }

    static IEnumerable<ulong> Seeds(JsonObject body)
    {
        var first = body["seed"] is { } given ? ulong.Parse(given.ToJsonString(), CultureInfo.InvariantCulture) : 7;
        var count = int.Parse(body["images"]!.ToJsonString(), CultureInfo.InvariantCulture);
        return Enumerable.Range(0, count).Select(i => first + (ulong)i);
    }

    string Image(FakeJob job, int at, ulong seed) => AnswersData
        ? "data:image/png;base64," + Convert.ToBase64String(FakePicture.Of($"{job.Prompt} {seed}"))
        : $"View/local/raw/2026-01-02/{at} {job.Prompt}-{seed}.png";

    bool Knows(JsonObject body)
    {
        lock (_gate) return body["session_id"] is { } session && _sessions.Contains(session.ToString());
    }

    static IResult Stale() => Json(Fixtures.Read("SwarmUi/error-session.json"), 401);
}
