using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Seals keys with the key ring of the data folder, each for its provider alone.</summary>
sealed class KeySeal(IDataProtectionProvider protection, ILogger<KeySeal> logger)
{
    public string Close(string providerId, string key) => ProtectorOf(providerId).Protect(key);

    /// <summary>The key; null when the seal cannot be opened.</summary>
    public string? Open(string providerId, string sealedKey)
    {
        try
        {
            return ProtectorOf(providerId).Unprotect(sealedKey);
        }
#pragma warning disable CA1031 // A ring that is gone, damaged or not readable fails in many ways; all mean the same to a person.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning("The stored key of {Provider} cannot be read ({Fault}): enter it again under Admin, Providers", providerId, e.GetType().Name);
            return null;
        }
    }

    IDataProtector ProtectorOf(string providerId) => protection.CreateProtector("ArtFactory.ProviderKeys", providerId);
}
