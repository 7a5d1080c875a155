using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Where a provider is to send its news; nowhere, unless the operator said under which address it reaches this server.</summary>
sealed class WebhookAddresses(IOptions<WebhookOptions> options, IDataProtectionProvider protection)
{
    public const string Path = "/api/webhooks/";
    public const string Token = "token";

    /// <summary>Whether webhooks are asked for and taken at all.</summary>
    public bool IsOn => options.Value.IsOn;

    /// <summary>The address for a provider that signs what it sends; null when webhooks are off.</summary>
    public string? For(string providerId) => IsOn ? $"{options.Value.PublicAddress!.TrimEnd('/')}{Path}{providerId}" : null;

    /// <summary>The address for a provider that does not sign: it carries a secret of ours, good for that attempt alone.</summary>
    public string? WithToken(string providerId, Guid attemptId) =>
        For(providerId) is { } address ? $"{address}?{Token}={Uri.EscapeDataString(ProtectorOf(providerId).Protect(attemptId.ToString("N")))}" : null;

    /// <summary>The attempt such a secret was made for; null when it is not ours.</summary>
    public Guid? AttemptOf(string providerId, string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        try
        {
            return Guid.TryParseExact(ProtectorOf(providerId).Unprotect(token), "N", out var attempt) ? attempt : null;
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }

    IDataProtector ProtectorOf(string providerId) => protection.CreateProtector("ArtFactory.Webhooks", providerId);
}
