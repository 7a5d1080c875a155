using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.ComfyUi;

/// <summary>Plays ComfyUI: the queue, the history, the socket, files in and out, the list of nodes. It works when it is told to.</summary>
public sealed class FakeComfyUi : FakeServer
{
    readonly ConcurrentDictionary<string, (WebSocket Socket, Trouble? Trouble)> _sockets = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    readonly List<Entry> _entries = [];

    public override string ProviderId => "comfyui";

    /// <summary>Older builds choose their own ids.</summary>
    public bool ChoosesIds { get; set; }

    public bool HasSockets { get; set; } = true;

    /// <summary>Requests stay in the queue until <see cref="FinishAsync()"/>.</summary>
    public bool IsSlow { get; set; }

    /// <summary>What the next graph fails with, as in the history.</summary>
    public bool Fails { get; set; }

    public int Interrupts { get; private set; }

    /// <summary>Files that were sent to it, by name.</summary>
    public ConcurrentDictionary<string, byte[]> Uploads { get; } = new(StringComparer.Ordinal);

    sealed class Entry
    {
        public required FakeJob Job { get; init; }
        public required JsonObject Body { get; init; }
        public bool IsRunning { get; set; }
        public JsonObject? History { get; set; }
    }

    /// <summary>As a restart would.</summary>
    public void ForgetAll()
    {
        lock (_gate) _entries.Clear();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/prompt", async (HttpRequest request) => await TakeAsync(await BodyAsync(request)));
        routes.MapGet("/queue", () => Json(Queue()));
        routes.MapPost("/queue", async (HttpRequest request) =>
        {
            var ids = (await BodyAsync(request))["delete"]!.AsArray().Select(i => i!.ToString()).ToList();
            lock (_gate) _entries.RemoveAll(e => ids.Contains(e.Job.Id) && !e.IsRunning && e.History is null);
            return Results.StatusCode(200);
        });
        routes.MapPost("/interrupt", async (HttpRequest request) =>
        {
            var id = (await BodyAsync(request))["prompt_id"]?.ToString();
            Interrupts++;
            lock (_gate) _entries.RemoveAll(e => e.IsRunning && (id is null || e.Job.Id == id));
            return Results.StatusCode(200);
        });
        routes.MapGet("/history/{id}", (string id) => Json(History(e => e.Job.Id == id)));
        routes.MapGet("/history", () => Json(History(_ => true)));
        routes.MapGet("/view", (string filename, string subfolder, string type) => Behaviour.OutputsExpired ? Results.StatusCode(404) : Results.Bytes(FakePicture.Of($"{subfolder}/{filename} {type}"), "image/png"));
        routes.MapPost("/upload/image", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            using var content = new MemoryStream();
            await form.Files["image"]!.CopyToAsync(content);
            Uploads[form.Files["image"]!.FileName] = content.ToArray();
            return Json(new JsonObject { ["name"] = form.Files["image"]!.FileName, ["subfolder"] = form["subfolder"].ToString(), ["type"] = form["type"].ToString() });
        });
        routes.MapGet("/object_info", () => Json(Nodes()));
        routes.MapGet("/system_stats", () => Json(new JsonObject { ["system"] = new JsonObject { ["os"] = "posix", ["comfyui_version"] = "0.3.40" }, ["devices"] = new JsonArray() }));
        routes.Map("/ws", ListenAsync);
    }

    /// <summary>Works on all that waits, as the messages tell it.</summary>
    public async Task FinishAsync()
    {
        List<Entry> waiting;
        lock (_gate) waiting = [.. _entries.Where(e => e.History is null)];
        foreach (var entry in waiting) await FinishAsync(entry);
    }

    /// <summary>Begins with the oldest that waits, and stays at half.</summary>
    public async Task BeginAsync()
    {
        Entry entry;
        lock (_gate)
        {
            entry = _entries.First(e => e.History is null);
            entry.IsRunning = true;
        }

        await TellAsync(entry, m => m["type"]!.ToString() is "execution_start" or "execution_cached" or "executing" or "progress", 5);
    }

    async Task<IResult> TakeAsync(JsonObject body)
    {
        if (body["prompt"] is not JsonObject graph) return Json(new JsonObject { ["error"] = new JsonObject { ["type"] = "no_prompt", ["message"] = "No prompt provided", ["details"] = "" }, ["node_errors"] = new JsonObject() }, 400);
        if (graph["4"]?["inputs"]?["ckpt_name"]?.ToString() is { } checkpoint && checkpoint != "toy.safetensors") return Json(Fixtures.Read("ComfyUi/prompt-error-400.json"), 400);
        var id = ChoosesIds || body["prompt_id"] is null ? null : body["prompt_id"]!.ToString();
        Entry entry;
        lock (_gate)
        {
            entry = new() { Job = Accept("graph", graph.DeepClone().AsObject(), id), Body = body.DeepClone().AsObject() };
            _entries.Add(entry);
        }

        var answer = Fixtures.Read("ComfyUi/prompt-response.json");
        answer["prompt_id"] = entry.Job.Id;
        if (!IsSlow) await FinishAsync(entry);
        return Json(answer);
    }

    async Task FinishAsync(Entry entry)
    {
        var done = Fixtures.Read(Fails ? "ComfyUi/history-error.json" : "ComfyUi/history-done.json").First().Value!.DeepClone().AsObject();
        done["prompt"] = Item(entry);
        lock (_gate)
        {
            entry.IsRunning = false;
            entry.History = done;
        }

        await TellAsync(entry, _ => true, int.MaxValue);
    }

    async Task TellAsync(Entry entry, Func<JsonNode, bool> which, int most)
    {
        if (!_sockets.TryGetValue(entry.Body["client_id"]?.ToString() ?? "", out var listener) || listener.Socket.State != WebSocketState.Open) return;
        foreach (var message in JsonNode.Parse(Fixtures.Text("ComfyUi/ws-messages.json"))!.AsArray().Where(m => which(m!)).Take(most))
        {
            if (message!["data"]!["prompt_id"] is not null) message["data"]!["prompt_id"] = entry.Job.Id;
            if (listener.Trouble is Trouble.GatewayError) await listener.Socket.BabbleAsync("<html><body>Bad gateway</body></html>", CancellationToken.None);
            else await listener.Socket.TellAsync((listener.Trouble is Trouble.Changed changed ? changed.How(message.DeepClone()) : message) ?? JsonValue.Create(0), CancellationToken.None);
        }
    }

    async Task ListenAsync(HttpContext context)
    {
        if (!HasSockets || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = 400;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var trouble = Meet(context, []);
        _sockets[context.Request.Query["clientId"].ToString()] = (socket, trouble);
        if (trouble is Trouble.DropBefore or Trouble.DropAfter)
        {
            context.Abort();
            return;
        }

        // A preview, which is not JSON.
        await socket.SendAsync(new byte[] { 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3 }, WebSocketMessageType.Binary, endOfMessage: true, context.RequestAborted);
        try
        {
            await socket.ReadAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went.
        }
    }

    JsonObject Queue()
    {
        lock (_gate)
        {
            return new()
            {
                ["queue_running"] = new JsonArray([.. _entries.Where(e => e.IsRunning).Select(Item)]),
                ["queue_pending"] = new JsonArray([.. _entries.Where(e => !e.IsRunning && e.History is null).Select(Item)]),
            };
        }
    }

    JsonObject History(Func<Entry, bool> which)
    {
        lock (_gate)
        {
            var history = new JsonObject();
            foreach (var entry in _entries.Where(e => e.History is not null && which(e))) history[entry.Job.Id] = entry.History!.DeepClone();
            return history;
        }
    }

    static JsonNode Item(Entry entry)
    {
        var extra = entry.Body["extra_data"]?.DeepClone().AsObject() ?? [];
        extra["client_id"] = entry.Body["client_id"]?.DeepClone();
        return new JsonArray(1, entry.Job.Id, entry.Body["prompt"]!.DeepClone(), extra, new JsonArray("9"));
    }

    static JsonObject Nodes()
    {
        var nodes = Fixtures.Read("ComfyUi/object_info-KSampler.json");
        nodes["CheckpointLoaderSimple"] = JsonNode.Parse("""{"input": {"required": {"ckpt_name": [["toy.safetensors", "other.safetensors"], {"tooltip": "The checkpoint."}]}}, "output": ["MODEL", "CLIP", "VAE"]}""");
        nodes["EmptyLatentImage"] = JsonNode.Parse("""{"input": {"required": {"width": ["INT", {"default": 512, "min": 16, "max": 16384, "step": 8}], "height": ["INT", {"default": 512, "min": 16, "max": 16384, "step": 8}], "batch_size": ["INT", {"default": 1, "min": 1, "max": 4096}]}}}""");
        nodes["CLIPTextEncode"] = JsonNode.Parse("""{"input": {"required": {"text": ["STRING", {"multiline": true, "dynamicPrompts": true}], "clip": ["CLIP"]}}}""");
        nodes["SaveImage"] = JsonNode.Parse("""{"input": {"required": {"images": ["IMAGE"], "filename_prefix": ["STRING", {"default": "ComfyUI"}]}}, "output_node": true}""");
        nodes["KSampler"]!["input"]!["required"]!["scheduler"] = JsonNode.Parse("""["COMBO", {"options": ["normal", "karras"]}]""");
        return nodes;
    }
}
