namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Reads the address of a provider as an operator writes it.</summary>
static class BaseAddress
{
    const string Advice = "Write it like https://api.example.com/v1 or http://127.0.0.1:8188.";

    /// <summary>The address without a slash at its end; null when the text is none, with the reason.</summary>
    public static Uri? Read(string text, out string? fault)
    {
        fault = null;
        if (!Uri.TryCreate(text.Trim().TrimEnd('/'), UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            fault = $"'{text}' is no web address. {Advice}";
        else if (address.UserInfo.Length > 0)
            fault = $"The address holds a name or a password before the '@'. Take it out, and enter the key as the key. {Advice}";
        else if (address.Query.Length > 0 || address.Fragment.Length > 0)
            fault = $"The address holds a '?' or a '#'. {Advice}";
        return fault is null ? address : null;
    }
}
