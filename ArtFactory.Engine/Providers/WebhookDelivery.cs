namespace ArtFactory.Engine.Providers;

/// <summary>One delivery, untouched: signatures are over the very bytes.</summary>
/// <param name="ProviderId">From the address.</param>
/// <param name="Header">The value of a header by its name; null if it is absent.</param>
/// <param name="Body">The raw body.</param>
/// <param name="Token">The secret of ours that the address carried; null without one.</param>
public sealed record WebhookDelivery(string ProviderId, Func<string, string?> Header, ReadOnlyMemory<byte> Body, string? Token = null);
