using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>
/// A provider on loopback that speaks its wire format over real HTTP: what goes wrong can be scripted or left to chance, and it keeps
/// its own books of what it charged. A fake of one provider maps its routes and nothing else.
/// </summary>
public abstract class FakeServer : IAsyncDisposable
{
    static readonly TimeProvider Time = TimeProvider.System;
    readonly ConcurrentDictionary<string, FakeJob> _jobs = new(StringComparer.Ordinal);
    WebApplication? _app;
    int _lastId;

    /// <summary>The provider it plays.</summary>
    public abstract string ProviderId { get; }

    /// <summary>What a client takes as the base address.</summary>
    public virtual Uri BaseAddress => Origin;

    /// <summary>Scheme, host and port.</summary>
    public Uri Origin { get; private set; } = new("http://127.0.0.1");

    public FakeBehaviour Behaviour { get; } = new();
    public TroubleScript Troubles { get; } = new();
    public ChargeLedger Charges { get; } = new();

    /// <summary>Every call that arrived, in order.</summary>
    public ConcurrentQueue<ReceivedCall> Received { get; } = new();

    /// <summary>What is under way or done, by the provider's id, in no order.</summary>
    public IReadOnlyCollection<FakeJob> Jobs => [.. _jobs.Values.OrderBy(j => j.Id, StringComparer.Ordinal)];

    public async Task StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Use(TroubleAsync);
        _app.UseRouting();
        _app.MapGet("/_fake/charges", () => Results.Json(Charges.All));
        _app.MapGet("/_fake/calls", () => Results.Json(Received.Select(c => new { c.Method, c.Path, c.Query })));
        _app.MapGet("/outputs/{id}/{name}", Output);
        Map(_app);
        await _app.StartAsync();
        Origin = new(_app.Urls.First());
    }

    /// <summary>Runs until the process is asked to stop.</summary>
    public Task UntilStoppedAsync() => _app!.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is null) return;
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _app.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // A connection was kept open on purpose.
        }

        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>Takes a request into the books.</summary>
    protected FakeJob Accept(string model, JsonObject input, string? id = null)
    {
        id ??= $"fake{Interlocked.Increment(ref _lastId).ToString("D22", CultureInfo.InvariantCulture)}";
        var job = new FakeJob(id, model, input, Time.GetUtcNow());
        _jobs[id] = job;
        Charges.Take(id, Behaviour.Price, input.ToJsonString());
        return job;
    }

    public FakeJob? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Whether the work is done; asking counts.</summary>
    protected bool IsDone(FakeJob job) => job.Polled() >= Behaviour.PollsUntilDone && Time.GetUtcNow() - job.AcceptedAt >= Behaviour.WorkTime;

    /// <summary>Where a file of the job lies; its extension says what it is.</summary>
    protected string OutputUrl(FakeJob job, int index) => $"{Origin.GetLeftPart(UriPartial.Authority)}/outputs/{job.Id}/out-{index}.{ExtensionOf(job.Model)}";

    /// <summary>By the model's name, as far as that tells.</summary>
    protected static string ExtensionOf(string model) =>
        IsOne(model, "video", "kling", "luma", "ray", "wan", "veo", "seedance", "hailuo", "i2v", "t2v") ? "mp4" : IsOne(model, "audio", "music", "speech", "sound", "tts") ? "wav" : "png";

    /// <summary>Whether the call carries the key, in that scheme.</summary>
    protected bool IsAuthorized(HttpRequest request, string scheme)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme + " ", StringComparison.Ordinal) && header.Length > scheme.Length + 1
            && (Behaviour.Key is null || header[(scheme.Length + 1)..] == Behaviour.Key);
    }

    /// <summary>Takes what came over an open socket into the list of calls; answers what is to go wrong with it.</summary>
    protected Trouble? Meet(HttpContext opened, JsonObject message)
    {
        var call = new ReceivedCall(ReceivedCall.Socket, opened.Request.Path, opened.Request.QueryString.Value ?? "", [], System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()));
        Received.Enqueue(call);
        return Troubles.Take(call) ?? Behaviour.ByChance();
    }

    protected static IResult Json(JsonNode body, int status = 200) => Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    protected static async Task<JsonObject> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return JsonNode.Parse(await reader.ReadToEndAsync()) as JsonObject ?? [];
    }

    static bool IsOne(string model, params string[] words) => words.Any(word => model.Contains(word, StringComparison.OrdinalIgnoreCase));

    IResult Output(string id, string name)
    {
        if (Behaviour.OutputsExpired || Find(id) is not { } job) return Results.StatusCode(404);
        return Path.GetExtension(name) switch
        {
            ".mp4" => Results.Bytes(Fixtures.Bytes("Samples/clip.mp4"), "video/mp4"),
            ".wav" => Results.Bytes(Fixtures.Bytes("Samples/sound.wav"), "audio/wav"),
            _ => Results.Bytes(FakePicture.Of($"{job.Prompt} {job.Seed} {name}"), "image/png"),
        };
    }

    async Task TroubleAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/_fake", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        request.Body = body;
        var call = new ReceivedCall(request.Method, request.Path, request.QueryString.Value ?? "",
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        Received.Enqueue(call);
        if (Behaviour.Latency > TimeSpan.Zero) await Task.Delay(Behaviour.Latency, Time, context.RequestAborted);
        await ApplyAsync(Troubles.Take(call) ?? Behaviour.ByChance(), context, next);
    }

    static async Task ApplyAsync(Trouble? trouble, HttpContext context, RequestDelegate next)
    {
        switch (trouble)
        {
            case null:
                await next(context);
                break;
            case Trouble.DropBefore:
                context.Abort();
                break;
            case Trouble.Answer answer:
                foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
                await WriteAsync(context, answer.Status, answer.ContentType, System.Text.Encoding.UTF8.GetBytes(answer.Body));
                break;
            case Trouble.NoAnswer when context.WebSockets.IsWebSocketRequest:
                await Departure.AwaitAsync(context);
                context.Abort();
                break;
            case var _ when context.WebSockets.IsWebSocketRequest:
                // A socket that was opened has no answer to spoil: what is said over it is another call.
                await next(context);
                break;
            default:
                await AfterAcceptanceAsync(trouble, context, next);
                break;
        }
    }

    static async Task AfterAcceptanceAsync(Trouble trouble, HttpContext context, RequestDelegate next)
    {
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await next(context);
        context.Response.Body = wire;
        switch (trouble)
        {
            case Trouble.DropAfter:
                context.Abort();
                break;
            case Trouble.NoAnswer:
                await Departure.AwaitAsync(context);
                context.Abort();
                break;
            case Trouble.GatewayError gateway:
                context.Response.Headers.Clear();
                await WriteAsync(context, gateway.Status, "text/html", "<html><body>Bad gateway</body></html>"u8.ToArray());
                break;
            case Trouble.StalledBody:
                context.Response.ContentLength = answer.Length + 1;
                await context.Response.Body.WriteAsync(answer.ToArray().AsMemory(0, (int)answer.Length / 2));
                await context.Response.Body.FlushAsync();
                await Departure.AwaitAsync(context);
                context.Abort();
                break;
            case Trouble.SlowBody slow:
                context.Response.ContentLength = answer.Length;
                foreach (var piece in answer.ToArray().Chunk(Math.Max(1, (int)answer.Length / 8)))
                {
                    await context.Response.Body.WriteAsync(piece);
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(slow.Pause, Time, context.RequestAborted);
                }

                break;
            case Trouble.Changed changed:
                var body = changed.How(JsonNode.Parse(answer.ToArray())!);
                await WriteAsync(context, context.Response.StatusCode, "application/json", System.Text.Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null"));
                break;
        }
    }

    static async Task WriteAsync(HttpContext context, int status, string contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
