using ArtFactory.Data;

namespace ArtFactory.Engine.Providers;

/// <summary>What the provider knows of an attempt whose end nobody saw.</summary>
public abstract record Reconciliation
{
    Reconciliation() { }

    /// <summary>It was accepted under this id: follow it.</summary>
    public sealed record Found(string RequestId, ParameterSet? Details = null) : Reconciliation
    {
        /// <summary>
        /// Other requests that may be this attempt, for providers that can only compare what was sent: the first one that no other
        /// attempt has taken is the one, and if all are taken, this attempt was never accepted.
        /// </summary>
        public IReadOnlyList<Found> Alternatives { get; init; } = [];
    }

    /// <summary>It was certainly never accepted: nothing was charged, and the item may be tried again.</summary>
    public sealed record NeverAccepted : Reconciliation;

    /// <summary>The provider cannot tell (now); a person decides, or it is asked again later.</summary>
    public sealed record Undetermined(string Reason) : Reconciliation;
}
