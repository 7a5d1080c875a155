namespace ArtFactory.Engine.Providers;

/// <summary>
/// The way to one provider. The line calls it; it never retries a submission by itself, never throws for what the provider
/// answers (that is a <see cref="ProviderAnswer"/>), and throws only on cancellation. Anything else it throws counts as ambiguous
/// while submitting and as "ask again" while looking up.
/// </summary>
public interface IProviderAdapter
{
    /// <summary>The id in the table of providers (<c>studio</c>).</summary>
    string ProviderId { get; }

    /// <summary>Whether nothing can be sent without a key.</summary>
    bool NeedsKey { get; }

    /// <summary>
    /// Whether the same request may be sent again at no cost and with the same result, so that an attempt of unknown end is simply
    /// made anew. Never true of a provider that takes money.
    /// </summary>
    bool SafeToRepeat { get; }

    /// <summary>Sends the one request of an attempt. <paramref name="progress"/> takes 0 to 1 where the provider tells.</summary>
    Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Asks how an accepted request stands. May be called any number of times, also by another process than the one that submitted.</summary>
    Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default);

    /// <summary>Asks the provider to stop; true if it will not be charged and makes nothing. Best effort.</summary>
    Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default);

    /// <summary>Asks the provider whether it ever accepted this attempt: the only automatic way out of <c>unknown</c>.</summary>
    Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default);

    /// <summary>Brings one output to a temporary file on the store's file system; the line adopts it.</summary>
    /// <exception cref="ProviderFetchException">It cannot be had.</exception>
    Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default);

    /// <summary>The models the provider offers now; empty when it cannot tell.</summary>
    Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the provider answers and the key is right, in words.</summary>
    Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default);
}
