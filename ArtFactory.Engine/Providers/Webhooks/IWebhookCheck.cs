namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Tells genuine deliveries of one provider from forged ones, before anything in them is read.</summary>
interface IWebhookCheck
{
    string ProviderId { get; }

    Task<WebhookVerdict> CheckAsync(WebhookDelivery delivery, CancellationToken cancellationToken);
}
