using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Benchmarks.Line;

/// <summary>A provider that answers at once, or after a set time, with a picture of about 1 KB, and remembers when it was first asked.</summary>
sealed class ZeroDelayProvider(MediaStore store, TimeProvider time) : IProviderAdapter
{
    public const string Id = "zero-delay";
    int _number;
    int _waits;
    long _waitedTicks;

    public string ProviderId => Id;
    public bool NeedsKey => false;
    public bool SafeToRepeat => true;

    /// <summary>Called with the moment of each submission (a time stamp).</summary>
    public Action<long>? OnSubmit { get; set; }

    /// <summary>How long a request takes it; none unless a figure asks for it.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How long its requests took it in truth (a timer is late by up to a millisecond), since the last call; the mean.</summary>
    public TimeSpan TakeOwnTime()
    {
        var (ticks, waits) = (Interlocked.Exchange(ref _waitedTicks, 0), Interlocked.Exchange(ref _waits, 0));
        return waits == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(ticks / waits);
    }

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        OnSubmit?.Invoke(time.GetTimestamp());
        var picture = SmallPicture.Of(Interlocked.Increment(ref _number));
        if (Delay > TimeSpan.Zero)
        {
            var began = time.GetTimestamp();
            await Task.Delay(Delay, time, cancellationToken);
            Interlocked.Add(ref _waitedTicks, time.GetElapsedTime(began).Ticks);
            Interlocked.Increment(ref _waits);
        }

        return new ProviderAnswer.Completed([new() { Content = picture, MimeType = "image/png" }]);
    }

    public Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) =>
        Task.FromResult<ProviderAnswer>(new ProviderAnswer.Rejected(ProviderErrorClass.Lost, "Nothing is ever left to ask about."));

    public Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        Task.FromResult<Reconciliation>(new Reconciliation.NeverAccepted());

    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default)
    {
        var path = store.NewTemporaryFile("png");
        await File.WriteAllBytesAsync(path, output.Content!.Value, cancellationToken);
        return new(path, output.MimeType);
    }

    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default) => Task.FromResult(new ConnectionTest(true, "ready"));
}
