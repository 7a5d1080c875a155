namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Section <c>Webhooks</c> of the settings.</summary>
sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>The address under which providers reach this server; empty for none.</summary>
    public string? PublicAddress { get; set; }

    public bool IsOn => !string.IsNullOrWhiteSpace(PublicAddress);
}
