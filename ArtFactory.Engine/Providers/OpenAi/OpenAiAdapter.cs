using System.Text.Json;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.OpenAi;

/// <summary>
/// Pictures of OpenAI, or of any server that speaks the same language under another base address. A request ends with its answer:
/// there is no queue, no id to ask about and no list to look an attempt up in.
/// </summary>
sealed class OpenAiAdapter : IProviderAdapter
{
    public const string Id = "openai";

    /// <summary>As long as the provider's own clients wait.</summary>
    static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);

    const long LargestAnswer = 512L * 1024 * 1024;

    readonly ProviderHttp _http;
    readonly EngineFiles _files;
    readonly TimeProvider _time;

    public OpenAiAdapter(ProviderHttpFactory http, ForeignFiles files, MediaStore store, TimeProvider time)
    {
        _http = http.For(Profile);
        (_files, _time) = (new(_http, files, store), time);
    }

    public static ProviderProfile Profile { get; } = new(Id, "OpenAI Images", new("https://api.openai.com/v1")) { Hosts = ["api.openai.com"] };

    public string ProviderId => Id;
    public bool NeedsKey => true;
    public bool SafeToRepeat => false;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ProviderCall call;
        try
        {
            call = request.Inputs.Count > 0 ? OpenAiRequest.Edit(request) : OpenAiRequest.Generation(request);
        }
        catch (IOException e)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"A picture to send could not be read: {e.Message}");
        }

        var reply = await _http.SendAsync(call with { TimeLimit = LongestAnswer, MostBytes = LargestAnswer }, cancellationToken);
        if (!reply.IsObject) return SubmissionEnd.Of(reply, Profile.Name);
        return OpenAiAnswer.Read(reply.Json, _time.GetUtcNow().UtcDateTime) is { } completed
            ? completed
            : ErrorWords.Of(reply) is { Message: { } words }
                ? new ProviderAnswer.Ambiguous($"{Profile.Name} answered without a picture: {words}")
                : new ProviderAnswer.Ambiguous($"{Profile.Name} answered without a picture. It may have been charged.");
    }

    public Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) =>
        Task.FromResult<ProviderAnswer>(new ProviderAnswer.Rejected(ProviderErrorClass.Lost, $"{Profile.Name} keeps no requests that could be asked about. It may have been charged."));

    /// <summary>Nothing can be called back: the request has ended, or is charged.</summary>
    public Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        Task.FromResult<Reconciliation>(new Reconciliation.Undetermined(
            $"{Profile.Name} keeps no list of requests. Its usage page shows whether one was charged at {reservedAt:u}."));

    /// <summary>A server of one's own keeps its pictures at its own address, which may be anywhere; OpenAI's lie on the open internet.</summary>
    public Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) => _files.FetchAsync(output, cancellationToken);

    // The list of models there is one of names alone: what they take is not told.
    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(ProviderCall.Get("models") with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        return reply switch
        {
            { IsObject: true } => new(true, reply.Json.TryGetProperty("data", out var models) && models.ValueKind == JsonValueKind.Array
                ? $"It answers and takes the key; it offers {models.GetArrayLength()} models." : "It answers and takes the key."),
            { Kind: not ReplyKind.Answered } => new(false, reply.Fault!),
            // A server of the same language need not list its models.
            { Status: 404 or 405 } => new(true, "It answers, but does not list its models, so the key was not tried."),
            _ => new(false, SubmissionEnd.Of(reply, Profile.Name) is ProviderAnswer.Rejected rejected ? rejected.Message : $"It answered {reply.Status}."),
        };
    }
}
