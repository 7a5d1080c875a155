namespace ArtFactory.Engine.Providers;

/// <summary>What became of a delivery.</summary>
public enum WebhookOutcome
{
    /// <summary>It is genuine and new: whoever follows the request asks now.</summary>
    Taken,

    /// <summary>It is genuine, and came before: nothing happens.</summary>
    Duplicate,

    /// <summary>It is forged, too old, or cannot be checked.</summary>
    Refused,

    /// <summary>There is no such provider, it sends nothing, or webhooks are off.</summary>
    Unknown,
}
