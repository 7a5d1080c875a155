namespace ArtFactory.Data.Providers;

/// <summary>A service that generates: where it is, how fast it may be asked.</summary>
public sealed class Provider : IKeptRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public string? ApiBaseUrl { get; set; }

    /// <summary>The key, through Data Protection; never the plain text.</summary>
    public string? ApiKeyEncrypted { get; set; }

    public bool IsEnabled { get; set; }

    /// <summary>Requests a minute; null for no limit.</summary>
    public int? RateLimitRequests { get; set; }

    /// <summary>Tokens a minute; null for no limit.</summary>
    public int? RateLimitTokens { get; set; }

    /// <summary>Requests under way at once, over all nodes; null for no limit.</summary>
    public int? ConcurrentLimit { get; set; }

    /// <summary>The most that may be spent there in one day (UTC), in US dollars; null for no limit of its own.</summary>
    public decimal? DailyLimit { get; set; }

    public ParameterSet? Settings { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
