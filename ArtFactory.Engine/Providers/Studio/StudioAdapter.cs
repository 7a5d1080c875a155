using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Engine.Providers.Studio;

/// <summary>
/// The embedded provider: draws in the imaging process, needs no network and no key, costs nothing, and gives the same bytes for the
/// same request.
/// </summary>
sealed class StudioAdapter(IImagingClient imaging, MediaStore store, TimeProvider time) : IProviderAdapter
{
    public const string Id = "studio";

    public string ProviderId => Id;
    public bool NeedsKey => false;
    public bool SafeToRepeat => true;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var demonstration = Demonstration.Of(request);
        if (demonstration.Delay > TimeSpan.Zero) await DelayAsync(demonstration.Delay, progress, cancellationToken);
        if (demonstration.Failure is { } failure) return failure;
        try
        {
            var input = request.Inputs.Values.FirstOrDefault();
            var drawn = await imaging.DrawAsync(request.Model, Drawing(request.Parameters), input, store.NewTemporaryFile("png"), cancellationToken);
            var returned = ParameterSet.Empty.With("seed", JsonSerializer.Deserialize<JsonElement>(drawn.Seed.ToString(CultureInfo.InvariantCulture)));
            return new ProviderAnswer.Completed([new() { LocalPath = drawn.Path, MimeType = drawn.MimeType }], returned, Cost: 0);
        }
        catch (ImagingException e)
        {
            return new ProviderAnswer.Rejected(ClassOf(e), e.Message);
        }
    }

    /// <summary>Nothing is ever left to ask about: a submission ends with its answer.</summary>
    public Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) =>
        Task.FromResult<ProviderAnswer>(new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "The studio keeps no requests; it draws anew."));

    public Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        Task.FromResult<Reconciliation>(new Reconciliation.NeverAccepted());

    public Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) =>
        Task.FromResult(new FetchedFile(output.LocalPath!, output.MimeType));

    // The studio's models come with the program, as data files.
    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var health = await imaging.CheckAsync(cancellationToken);
        return new(health.Ready, health.Message);
    }

    static ProviderErrorClass ClassOf(ImagingException e) => e.Kind switch
    {
        _ when e.IsTransient => ProviderErrorClass.Transient,
        ImagingFailure.TimedOut => ProviderErrorClass.Transient,
        _ => ProviderErrorClass.Validation,
    };

    static JsonObject Drawing(ParameterSet parameters)
    {
        var drawing = new JsonObject();
        foreach (var (name, value) in parameters)
        {
            if (!Demonstration.IsParameter(name)) drawing[name] = JsonNode.Parse(value.GetRawText());
        }

        return drawing;
    }

    async Task DelayAsync(TimeSpan delay, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        const int steps = 10;
        for (var step = 1; step <= steps; step++)
        {
            await Task.Delay(delay / steps, time, cancellationToken);
            progress?.Report((double)step / (steps + 1));
        }
    }
}
