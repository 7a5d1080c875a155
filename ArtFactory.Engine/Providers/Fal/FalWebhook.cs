using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.Webhooks;
using NSec.Cryptography;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>fal signs with Ed25519; its public keys are at an address of its own, and any of them may have been used.</summary>
sealed class FalWebhook(ProviderHttpFactory https, TimeProvider time) : IWebhookCheck, IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    /// <summary>A signature that fits no known key may be a new key's; so often it is looked, however many forgeries come.</summary>
    static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);
    readonly ProviderHttp _http = https.For(FalAddresses.Profile);
    readonly SemaphoreSlim _reading = new(1, 1);
    (IReadOnlyList<PublicKey> Keys, long ReadAt)? _known;
    long? _failedAt;

    public string ProviderId => FalAdapter.Id;

    public void Dispose() => _reading.Dispose();

    public async Task<WebhookVerdict> CheckAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Header("X-Fal-Webhook-Request-Id") is not { Length: > 0 } id || delivery.Header("X-Fal-Webhook-User-Id") is not { } user
            || delivery.Header("X-Fal-Webhook-Timestamp") is not { Length: > 0 } moment || delivery.Header("X-Fal-Webhook-Signature") is not { Length: > 0 } signature)
            return WebhookVerdict.Refused("it is not signed");
        if (!DeliveryAge.IsFresh(moment, time)) return WebhookVerdict.Refused("its moment is too far from now");
        var message = Encoding.UTF8.GetBytes($"{id}\n{user}\n{moment}\n{Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span))}");
        var keys = await KeysAsync(Fresh, cancellationToken);
        if (!IsSigned(keys, message, signature) && !IsSigned(await KeysAsync(LeastAge, cancellationToken), message, signature))
            return WebhookVerdict.Refused(keys.Count == 0 ? "the keys that sign it cannot be had" : "no key fits the signature");
        return new(null, $"{id} {moment}", WebhookBody.TextAt(delivery.Body, "request_id"));
    }

    static bool IsSigned(IReadOnlyList<PublicKey> keys, byte[] message, string signature)
    {
        if (signature.Length != SignatureAlgorithm.Ed25519.SignatureSize * 2 || !signature.All(char.IsAsciiHexDigit)) return false;
        var bytes = Convert.FromHexString(signature);
        return keys.Any(key => SignatureAlgorithm.Ed25519.Verify(key, message, bytes));
    }

    async Task<IReadOnlyList<PublicKey>> KeysAsync(TimeSpan mostAge, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && time.GetElapsedTime(known.ReadAt) < mostAge) return known.Keys;
            if (_failedAt is { } failed && time.GetElapsedTime(failed) < LeastAge) return _known?.Keys ?? [];
            var connection = await _http.ConnectionAsync(cancellationToken);
            var reply = await _http.SendAsync(ProviderCall.Get(FalAddresses.Jwks(connection)) with { WithKey = false, TimeLimit = TimeSpan.FromSeconds(10) }, cancellationToken);
            if (!reply.IsObject)
            {
                _failedAt = time.GetTimestamp();
                return _known?.Keys ?? [];
            }

            List<PublicKey> keys = [.. reply.Json.At("keys").Elements().Where(k => k.TextAt("kty") == "OKP" && k.TextAt("crv") == "Ed25519").Select(k => KeyIn(k.TextAt("x"))).OfType<PublicKey>()];
            (_known, _failedAt) = ((keys, time.GetTimestamp()), null);
            return keys;
        }
        finally
        {
            _reading.Release();
        }
    }

    static PublicKey? KeyIn(string? text) =>
        text is not null && Base64Url.IsValid(text) && PublicKey.TryImport(SignatureAlgorithm.Ed25519, Base64Url.DecodeFromChars(text), KeyBlobFormat.RawPublicKey, out var key) ? key : null;
}
