using System.Security.Cryptography;
using System.Text;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.Webhooks;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>Replicate signs <c>id.timestamp.body</c> with a secret of the account (HMAC-SHA256, one signature or several).</summary>
sealed class ReplicateWebhook(ProviderHttpFactory https, IOptions<ProvidersOptions> options, TimeProvider time) : IWebhookCheck, IDisposable
{
    const string Prefix = "whsec_";
    static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>When it cannot be read, it is tried again only after this time, however many forgeries come.</summary>
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    readonly ProviderHttp _http = https.For(ReplicateAdapter.Profile);
    readonly SemaphoreSlim _reading = new(1, 1);
    (byte[] Key, long ReadAt)? _known;
    long? _failedAt;

    public string ProviderId => ReplicateAdapter.Id;

    public void Dispose() => _reading.Dispose();

    public async Task<WebhookVerdict> CheckAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Header("webhook-id") is not { Length: > 0 } id || delivery.Header("webhook-timestamp") is not { Length: > 0 } moment
            || delivery.Header("webhook-signature") is not { Length: > 0 } signatures) return WebhookVerdict.Refused("it is not signed");
        if (!DeliveryAge.IsFresh(moment, time)) return WebhookVerdict.Refused("its moment is too far from now");
        if (await KeyAsync(cancellationToken) is not { } key) return WebhookVerdict.Refused("the secret that signs it cannot be had");
        return IsSigned(key, id, moment, delivery.Body.Span, signatures)
            ? new(null, id, WebhookBody.TextAt(delivery.Body, "id"))
            : WebhookVerdict.Refused("no signature fits");
    }

    /// <summary>Whether one of the signatures (<c>v1,BASE64 v1,BASE64</c>) is the body's.</summary>
    public static bool IsSigned(byte[] key, string id, string moment, ReadOnlySpan<byte> body, string signatures)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{moment}.");
        var text = new byte[head.Length + body.Length];
        head.CopyTo(text, 0);
        body.CopyTo(text.AsSpan(head.Length));
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, expected);
        var fits = false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var entry in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!entry.StartsWith("v1,", StringComparison.Ordinal) || !Convert.TryFromBase64String(entry["v1,".Length..], given, out var length)) continue;
            fits |= CryptographicOperations.FixedTimeEquals(expected, given[..length]);
        }

        return fits;
    }

    /// <summary>The key in a secret; null when it is none.</summary>
    public static byte[]? KeyIn(string? secret)
    {
        if (secret?.StartsWith(Prefix, StringComparison.Ordinal) != true) return null;
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length > 0 ? key[..length] : null;
    }

    async Task<byte[]?> KeyAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Of(ProviderId).WebhookSecret is { Length: > 0 } configured) return KeyIn(configured);
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && time.GetElapsedTime(known.ReadAt) < Fresh) return known.Key;
            if (_failedAt is { } failed && time.GetElapsedTime(failed) < PauseAfterFailure) return null;
            var reply = await _http.SendAsync(ProviderCall.Get("webhooks/default/secret"), cancellationToken);
            if (!reply.IsSuccess || KeyIn(reply.Json.TextAt("key")) is not { } key)
            {
                _failedAt = time.GetTimestamp();
                return null;
            }

            (_known, _failedAt) = ((key, time.GetTimestamp()), null);
            return key;
        }
        finally
        {
            _reading.Release();
        }
    }
}
