namespace ArtFactory.Engine.Providers;

/// <summary>Takes what providers send by themselves. It only makes the line ask: what a request came to is what the provider answers then.</summary>
public interface IWebhookDesk
{
    /// <summary>Whether a public address is configured; otherwise nothing is taken.</summary>
    bool IsOn { get; }

    /// <summary>The largest body that is looked at.</summary>
    int MostBytes { get; }

    Task<WebhookOutcome> TakeAsync(WebhookDelivery delivery, CancellationToken cancellationToken = default);
}
