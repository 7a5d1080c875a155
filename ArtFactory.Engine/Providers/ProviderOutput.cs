using ArtFactory.Data;

namespace ArtFactory.Engine.Providers;

/// <summary>One output of a completed request, not fetched yet.</summary>
public sealed record ProviderOutput
{
    /// <summary>Where it is: an address to fetch; null when <see cref="LocalPath"/> or <see cref="Content"/> has it.</summary>
    public Uri? Address { get; init; }

    /// <summary>A finished temporary file on the store's file system, given away with this.</summary>
    public string? LocalPath { get; init; }

    /// <summary>The bytes themselves, when the answer carried them.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>As the provider says; the content decides in the end.</summary>
    public string? MimeType { get; init; }

    /// <summary>When it can no longer be fetched (UTC); the soonest are fetched first.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>What the provider says of this output alone (its seed, a moderation mark), kept on the product.</summary>
    public ParameterSet? Metadata { get; init; }
}
