namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Section <c>Providers:ID</c> of the settings: what an operator says about one provider.</summary>
sealed class ProviderSettings
{
    public string? BaseUrl { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>Switches the provider on or off, whatever Admin says. An engine without keys is on when its address is configured.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The secret that signs the provider's webhooks, where it is not asked for at the provider.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>How many seconds after sending a request that a provider does not list counts as never accepted; 60 by default.</summary>
    public double? SettleSeconds { get; set; }

    /// <inheritdoc cref="SettleSeconds"/>
    public TimeSpan Settling => TimeSpan.FromSeconds(Math.Clamp(SettleSeconds ?? 60, 0, 3600));
}
