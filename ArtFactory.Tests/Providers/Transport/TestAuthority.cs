using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>A certificate for some names that only those trust who are told to.</summary>
sealed class TestAuthority : IDisposable
{
    TestAuthority(X509Certificate2 certificate) => Certificate = certificate;

    public X509Certificate2 Certificate { get; }

    public static TestAuthority Create(params ReadOnlySpan<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return new(request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1)));
    }

    /// <summary>Trusts this one and no other.</summary>
    public X509ChainPolicy Policy() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { Certificate },
    };

    public void Dispose() => Certificate.Dispose();
}
