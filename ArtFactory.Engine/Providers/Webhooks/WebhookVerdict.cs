namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>What a check found.</summary>
/// <param name="Fault">Why the delivery is refused, for the log and without secrets; null when it is genuine.</param>
/// <param name="DeliveryId">What is the same when the same delivery comes again.</param>
/// <param name="RequestId">The provider's own id of the request it is about; null when it names none.</param>
sealed record WebhookVerdict(string? Fault, string DeliveryId = "", string? RequestId = null)
{
    public static WebhookVerdict Refused(string fault) => new(fault);
}
