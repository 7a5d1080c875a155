using ArtFactory.Engine.Providers.Webhooks;

namespace ArtFactory.Engine.Providers.Civitai;

/// <summary>Civitai signs nothing: its address carries a secret of ours, and what it says is asked again before it is believed.</summary>
sealed class CivitaiWebhook(WebhookAddresses addresses) : IWebhookCheck
{
    public string ProviderId => CivitaiAdapter.Id;

    public Task<WebhookVerdict> CheckAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (addresses.AttemptOf(ProviderId, delivery.Token) is not { } attempt) return Task.FromResult(WebhookVerdict.Refused("its address is not one of ours"));
        var workflow = WebhookBody.TextAt(delivery.Body, "workflowId");
        return Task.FromResult(new WebhookVerdict(null, $"{attempt:N} {workflow} {WebhookBody.TextAt(delivery.Body, "status")}", workflow));
    }
}
