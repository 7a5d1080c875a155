using System.Collections.Concurrent;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Fakes;

/// <summary>
/// A provider in memory: pictures of about 1 KB at once, unless <see cref="OnSubmit"/> says otherwise. It keeps its own ledger of
/// what it charged.
/// </summary>
public sealed class FakeProvider(MediaStore store) : IProviderAdapter
{
    public const string Id = "fake";
    int _running;

    public string ProviderId => Id;
    public bool NeedsKey => false;
    public bool SafeToRepeat { get; set; }

    /// <summary>What a submission answers; null makes a picture at once.</summary>
    public Func<GenerationRequest, CancellationToken, Task<ProviderAnswer?>>? OnSubmit { get; set; }
    public Func<SubmittedRequest, ProviderAnswer>? OnLookUp { get; set; }
    public Func<SubmittedRequest, bool> OnCancel { get; set; } = _ => true;
    /// <summary>What happens before an output is handed out.</summary>
    public Func<CancellationToken, Task>? OnFetch { get; set; }
    public Func<GenerationRequest, Reconciliation> OnFind { get; set; } = _ => new Reconciliation.Undetermined("nobody knows");

    /// <summary>Every request that arrived, in order.</summary>
    public ConcurrentQueue<GenerationRequest> Received { get; } = new();

    /// <summary>The most requests that were under way at one moment.</summary>
    public int MostAtOnce { get; private set; }

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Received.Enqueue(request);
        lock (Received) MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            return (OnSubmit is null ? null : await OnSubmit(request, cancellationToken)) ?? Picture(request.Parameters.Text("prompt") ?? "");
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public static ProviderAnswer Picture(string prompt, decimal? cost = null) =>
        new ProviderAnswer.Completed([new() { Content = FakePicture.Of(prompt), MimeType = "image/png" }], Cost: cost);

    public Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) =>
        Task.FromResult(OnLookUp?.Invoke(submitted) ?? Picture(submitted.RequestId));

    public Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) => Task.FromResult(OnCancel(submitted));

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        Task.FromResult(OnFind(request));

    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default)
    {
        if (OnFetch is not null) await OnFetch(cancellationToken);
        var path = store.NewTemporaryFile("png");
        await File.WriteAllBytesAsync(path, output.Content!.Value.ToArray(), cancellationToken);
        return new(path, output.MimeType);
    }

    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default) => Task.FromResult(new ConnectionTest(true, "fine"));
}
