namespace ArtFactory.Data.Providers;

/// <summary>How a provider has answered of late, for all processes together: failures in a row, and the pause they lead to.</summary>
public sealed class ProviderCondition
{
    public required string ProviderId { get; set; }

    /// <summary>Failures in a row, of items that had not failed before; a success begins anew.</summary>
    public int Failures { get; set; }

    /// <summary>Requests to be left alone in a row.</summary>
    public int Rests { get; set; }

    /// <summary>Nothing is sent before this moment (UTC).</summary>
    public DateTime? PausedUntil { get; set; }

    /// <summary>What it said last.</summary>
    public string? Message { get; set; }

    public DateTime UpdatedAt { get; set; }
}
