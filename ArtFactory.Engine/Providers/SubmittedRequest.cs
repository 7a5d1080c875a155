using ArtFactory.Data;

namespace ArtFactory.Engine.Providers;

/// <summary>A request the provider accepted, as the ledger remembers it.</summary>
/// <param name="AttemptId">The attempt it belongs to.</param>
/// <param name="Model">The provider's own name of the model.</param>
/// <param name="RequestId">The provider's own id of the request.</param>
/// <param name="Details">What the provider said it takes to follow the request (URLs, and the like).</param>
/// <param name="SubmittedAt">When it was accepted (UTC).</param>
public sealed record SubmittedRequest(Guid AttemptId, string Model, string RequestId, ParameterSet Details, DateTime SubmittedAt);
