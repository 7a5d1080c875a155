using ArtFactory.Data;

namespace ArtFactory.Engine.Providers;

/// <summary>What came of a submission or a look-up: exactly one of the cases below.</summary>
public abstract record ProviderAnswer
{
    ProviderAnswer() { }

    /// <summary>Done: here is what was made.</summary>
    /// <param name="Outputs">At least one.</param>
    /// <param name="Returned">The parameters the provider says it used (its seed, for instance); null when it does not tell.</param>
    /// <param name="Cost">US dollars, if the provider reported it.</param>
    /// <param name="RequestId">The provider's own id of the request, if it gave one.</param>
    public sealed record Completed(IReadOnlyList<ProviderOutput> Outputs, ParameterSet? Returned = null, decimal? Cost = null, string? RequestId = null) : ProviderAnswer;

    /// <summary>Accepted, queued or under way: ask again.</summary>
    /// <param name="RequestId">The provider's own id of the request.</param>
    /// <param name="Details">What it takes to follow the request, kept with the attempt.</param>
    /// <param name="Progress">0 to 1 where the provider tells.</param>
    /// <param name="AskAgainAfter">The provider's wish; null leaves it to the line (growing intervals).</param>
    public sealed record Accepted(string RequestId, ParameterSet? Details = null, double? Progress = null, TimeSpan? AskAgainAfter = null) : ProviderAnswer;

    /// <summary>Not made, and not charged unless <paramref name="Cost"/> or <paramref name="MayBeCharged"/> says so.</summary>
    /// <param name="Class">What the line does about it.</param>
    /// <param name="Message">For a person: what went wrong and, where one can, what to do.</param>
    /// <param name="RetryAfter">How long the provider wants to be left alone.</param>
    /// <param name="Cost">US dollars charged all the same.</param>
    /// <param name="MayBeCharged">
    /// Whether the provider may have charged for it without saying what, as for a run that had begun and failed. Without a
    /// <paramref name="Cost"/> it then counts as if it had been.
    /// </param>
    public sealed record Rejected(ProviderErrorClass Class, string Message, TimeSpan? RetryAfter = null, decimal? Cost = null, bool MayBeCharged = false) : ProviderAnswer;

    /// <summary>Nobody knows whether the request was accepted: a time-out, a dropped answer, a gateway's error after sending.</summary>
    public sealed record Ambiguous(string Message) : ProviderAnswer;
}
