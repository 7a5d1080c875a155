using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArtFactory.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Providers;

/// <summary>
/// The operator's certificate, which seals the key ring itself. Where the ring lies in the shared database, it is what a reader of the
/// database and its backups still lacks.
/// </summary>
public static class KeyCertificate
{
    public const string Setting = "Keys:Certificate";
    public const string PasswordSetting = "Keys:CertificatePassword";

    /// <summary>Seals the ring's keys with the certificate of the configuration, if it names one; relative to the data folder.</summary>
    /// <exception cref="DatabaseUnusableException">The file cannot be used; the message says why and what to do.</exception>
    internal static void AddKeyCertificate(this IServiceCollection services, IConfiguration configuration, FactoryPaths paths)
    {
        if (configuration[Setting] is not { } file || string.IsNullOrWhiteSpace(file)) return;
        var certificate = Load(Path.GetFullPath(file, paths.Root), configuration[PasswordSetting] is { Length: > 0 } password ? password : null);
        services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
    }

    static X509Certificate2 Load(string path, string? password)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password, OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (CryptographicException e)
        {
            throw new DatabaseUnusableException($"{Setting} names {path}, which cannot be opened: {e.Message} It takes a PKCS #12 file (.pfx); its password goes to {PasswordSetting}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnusableException($"{Setting} names {path}, which cannot be read: {e.Message}", e);
        }

        if (certificate.GetRSAPrivateKey() is null)
            throw new DatabaseUnusableException($"{Setting} names {path}, in which there is no RSA private key. Export the certificate together with its key.");
        return certificate;
    }
}
