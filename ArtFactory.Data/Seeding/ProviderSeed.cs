namespace ArtFactory.Data.Seeding;

/// <summary>An entry of <c>providers.json</c>.</summary>
sealed record ProviderSeed(
    string Id,
    string Name,
    string? ApiBaseUrl = null,
    bool IsEnabled = true,
    int? RateLimitRequests = null,
    int? RateLimitTokens = null,
    int? ConcurrentLimit = null,
    string? Description = null);
