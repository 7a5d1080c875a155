using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Checks deliveries, forgets what came before, and passes the news on.</summary>
sealed class WebhookDesk(IEnumerable<IWebhookCheck> checks, WebhookAddresses addresses, RequestNews news, TimeProvider time, ILogger<WebhookDesk> logger) : IWebhookDesk
{
    readonly Dictionary<string, IWebhookCheck> _checks = checks.ToDictionary(c => c.ProviderId, StringComparer.Ordinal);
    readonly SeenDeliveries _seen = new(time);

    public bool IsOn => addresses.IsOn;

    public int MostBytes => 8 * 1024 * 1024;

    public async Task<WebhookOutcome> TakeAsync(WebhookDelivery delivery, CancellationToken cancellationToken = default)
    {
        if (!IsOn || !_checks.TryGetValue(delivery.ProviderId, out var check)) return WebhookOutcome.Unknown;
        var verdict = delivery.Body.Length > MostBytes ? WebhookVerdict.Refused("it is too large") : await check.CheckAsync(delivery, cancellationToken);
        if (verdict.Fault is { } fault)
        {
            logger.LogWarning("A webhook in the name of {Provider} was refused: {Fault}", delivery.ProviderId, fault);
            return WebhookOutcome.Refused;
        }

        if (!_seen.IsNew(delivery.ProviderId, verdict.DeliveryId)) return WebhookOutcome.Duplicate;
        if (verdict.RequestId is { Length: > 0 } request) news.Tell(delivery.ProviderId, request);
        return WebhookOutcome.Taken;
    }
}
