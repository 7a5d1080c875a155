using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Providers send to https addresses only; plain http is for fakes on this machine.</summary>
sealed class WebhookOptionsCheck : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        if (!options.IsOn) return ValidateOptionsResult.Success;
        return Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Query.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{WebhookOptions.Section}:PublicAddress: '{options.PublicAddress}' is no https address. Write it like https://art.example.org, or leave it empty.");
    }
}
