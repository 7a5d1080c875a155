using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.A1111;

/// <summary>
/// AUTOMATIC1111's web UI or Forge, started with <c>--api</c>. A request ends with its answer; it costs nothing and gives the same
/// picture for the same seed, so one whose answer was lost is simply made anew. The engine draws one request at a time.
/// </summary>
sealed class A1111Adapter : IProviderAdapter, IModelSchemas
{
    public const string Id = "a1111";
    const string Api = "sdapi/v1/";
    const long LargestAnswer = 1024L * 1024 * 1024;
    static readonly TimeSpan LongestAnswer = TimeSpan.FromHours(1);
    static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan ShortAnswer = TimeSpan.FromSeconds(10);

    readonly ProviderHttp _http;
    readonly ForeignFiles _files;
    readonly TimeProvider _time;

    public A1111Adapter(ProviderHttpFactory http, ForeignFiles files, TimeProvider time)
    {
        _http = http.For(Profile);
        (_files, _time) = (files, time);
    }

    public static ProviderProfile Profile { get; } = new(Id, "AUTOMATIC1111 / Forge", new("http://127.0.0.1:7860")) { Scheme = null };

    public string ProviderId => Id;
    public bool NeedsKey => false;
    public bool SafeToRepeat => true;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        JsonObject body;
        try
        {
            body = A1111Request.Body(request);
        }
        catch (IOException e)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"A picture to send could not be read: {e.Message}");
        }

        var task = TaskOf(request.AttemptId);
        var isEdit = request.Inputs.Count > 0 || request.Model == A1111Request.PictureToPicture;
        var call = ProviderCall.Post(Api + (isEdit ? "img2img" : "txt2img"), JsonText.Of(body)) with { TimeLimit = LongestAnswer, MostBytes = LargestAnswer };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = progress is null ? Task.CompletedTask : WatchAsync(task, progress, ended.Token);
        try
        {
            var reply = await SendAsync(call, cancellationToken);
            return reply.IsObject ? A1111Answer.Read(reply.Json) : A1111Answer.Fault(reply, Profile.Name);
        }
        catch (OperationCanceledException)
        {
            await InterruptAsync(task);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

    public Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) =>
        Task.FromResult<ProviderAnswer>(new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{Profile.Name} keeps no requests; the picture is made anew."));

    /// <summary>A request is cancelled where it waits, in <see cref="SubmitAsync"/>.</summary>
    public Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        Task.FromResult<Reconciliation>(new Reconciliation.NeverAccepted());

    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) =>
        await _files.FetchAsync(output, await _http.ConnectionAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var reply = await AskAsync("sd-models", cancellationToken);
        return reply switch
        {
            { IsSuccess: true, Json.ValueKind: JsonValueKind.Array } => new(true, $"It answers, with {reply.Json.GetArrayLength()} checkpoints."),
            { Kind: not ReplyKind.Answered } => new(false, $"{reply.Fault} Is it running, with --api?"),
            { Status: 401 } => new(false, "It asks for a name and a password (--api-auth). Enter them as the key, as NAME:PASSWORD."),
            { Status: 404 } => new(false, "A server answers there, but not this API. Start the web UI with --api, and check the address."),
            _ => new(false, $"It answered {reply.Status}: {ErrorWords.Of(reply).Or("no words came with it.")}"),
        };
    }

    /// <summary>The checkpoints, samplers and schedules that are installed.</summary>
    public async Task<ParameterSchema?> SchemaAsync(string modelId, ParameterSchema known, CancellationToken cancellationToken = default)
    {
        var checkpoints = await ListAsync("sd-models", "title", cancellationToken);
        var samplers = await ListAsync("samplers", "name", cancellationToken);
        var schedules = await ListAsync("schedulers", "label", cancellationToken);
        return new(known.Parameters.Select(spec => spec.Name switch
        {
            "sd_model_checkpoint" => Offering(spec, checkpoints),
            "sampler_name" => Offering(spec, samplers),
            "scheduler" => Offering(spec, schedules),
            _ => spec,
        }));
    }

    async Task<IReadOnlyList<string>> ListAsync(string list, string member, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(list, cancellationToken);
        if (reply.IsSuccess) return [.. reply.Json.Elements().Select(e => e.TextAt(member)).OfType<string>().Distinct(StringComparer.Ordinal)];
        // Schedules came with version 1.9.
        return reply.Status == 404 ? [] : throw new InvalidInputException("model", reply.Fault ?? $"{Profile.Name} answered {reply.Status} when it was asked what is installed.");
    }

    static ParameterSpec Offering(ParameterSpec spec, IReadOnlyList<string> names) => names.Count == 0 ? spec : spec with
    {
        Type = ParameterType.Choice,
        Options = [.. names.Select(name => new ParameterOption(name))],
        Other = spec.Type == ParameterType.Text ? OtherValues.Text : spec.Other,
        Default = spec.Default is { ValueKind: JsonValueKind.String } value && !names.Contains(value.GetString()!, StringComparer.Ordinal) ? null : spec.Default,
    };

    Task<ProviderReply> AskAsync(string list, CancellationToken cancellationToken) =>
        SendAsync(ProviderCall.Get(Api + list) with { TimeLimit = TimeSpan.FromSeconds(30) }, cancellationToken);

    /// <summary>The engine's progress is asked until the request ends; what it does not tell is no fault.</summary>
    async Task WatchAsync(string task, IProgress<double> progress, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(ProgressPause, _time, cancellationToken);
                if (await StateAsync(task, cancellationToken) is { IsOurs: true, Progress: { } done }) progress.Report(done);
            }
        }
        catch (OperationCanceledException)
        {
            // The request has ended.
        }
    }

    /// <summary>Stops our request and nobody else's: the engine's interrupt stops whatever it draws.</summary>
    async Task InterruptAsync(string task)
    {
        using var limit = new CancellationTokenSource(ShortAnswer, _time);
        try
        {
            if (await StateAsync(task, limit.Token) is { IsOurs: false }) return;
            await SendAsync(ProviderCall.Post(Api + "interrupt", "{}") with { TimeLimit = ShortAnswer }, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It ends by itself.
        }
    }

    /// <summary>How our request stands: by its own id where the engine takes one, else by what the engine draws now.</summary>
    async Task<(bool IsOurs, double? Progress)> StateAsync(string task, CancellationToken cancellationToken)
    {
        var own = new JsonObject { ["id_task"] = task, ["id_live_preview"] = -1, ["live_preview"] = false };
        var reply = await SendAsync(ProviderCall.Post("internal/progress", JsonText.Of(own)) with { TimeLimit = ShortAnswer }, cancellationToken);
        if (reply.IsObject) return (Flag(reply.Json, "active"), Number(reply.Json, "progress"));
        reply = await SendAsync(ProviderCall.Get(Api + "progress?skip_current_image=true") with { TimeLimit = ShortAnswer }, cancellationToken);
        return (true, reply.IsObject ? Number(reply.Json, "progress") : null);
    }

    /// <summary>A name and a password (<c>--api-auth</c>) go along as the web UI wants them.</summary>
    async Task<ProviderReply> SendAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var connection = await _http.ConnectionAsync(cancellationToken);
        if (connection.Key is { } key) call = call with { Headers = [("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(key)))] };
        return await _http.SendAsync(call, cancellationToken);
    }

    static string TaskOf(Guid attempt) => $"task({attempt.ToString("N", CultureInfo.InvariantCulture)})";

    static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= 1 ? number : null;
}
