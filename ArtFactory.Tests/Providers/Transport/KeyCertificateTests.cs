using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Providers.Transport;

public sealed class KeyCertificateTests : IDisposable
{
    const string Key = "r8_sealed_twice_7777";
    readonly string _folder = Directory.CreateTempSubdirectory("art-factory-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, Engines]
    public async Task What_lies_in_the_library_does_not_open_the_keys_without_the_certificate(string engine)
    {
        var settings = Settings(NewCertificate("keys.pfx", "secret"), "secret");
        await using var sealing = await StageAsync(settings, engine);
        await sealing.Connections.SetKeyAsync("replicate", Key);
        (await sealing.Connections.DescribeAsync("replicate")).KeyHint.ShouldBe("7777");
        var (ring, sealedKey) = await RingAsync(sealing);
        ring.ShouldNotBeEmpty();
        ring.ShouldAllBe(entry => entry.Contains("EncryptedData") && !entry.Contains("<value>"));

        await using var same = await WithRingAsync(settings, engine, ring, sealedKey);
        (await same.Connections.DescribeAsync("replicate")).KeyHint.ShouldBe("7777", "another node with the certificate opens it");

        foreach (var lacking in (Dictionary<string, string?>[])[[], Settings(NewCertificate("other.pfx", "secret"), "secret")])
        {
            await using var thief = await WithRingAsync(lacking, engine, ring, sealedKey);
            (await thief.Connections.DescribeAsync("replicate")).Key.ShouldBe(KeySource.Unreadable);
        }
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_ends_the_start_with_what_to_do()
    {
        var good = NewCertificate("keys.pfx", "secret");
        Fault(Path.Combine(_folder, "missing.pfx"), null).ShouldContain("cannot be");
        Fault(good, "wrong").ShouldContain("Keys:CertificatePassword");
        var text = Path.Combine(_folder, "text.pfx");
        File.WriteAllText(text, "no certificate");
        Fault(text, null).ShouldContain("PKCS #12");
        Fault(NewCertificate("bare.pfx", "secret", withKey: false), "secret").ShouldContain("together with its key");
    }

    string Fault(string file, string? password) => Should.Throw<DatabaseUnusableException>(() =>
        new ServiceCollection().AddKeyCertificate(new ConfigurationBuilder().AddInMemoryCollection(Settings(file, password)).Build(), FactoryPaths.At(_folder))).Message;

    static Dictionary<string, string?> Settings(string file, string? password) => new() { [KeyCertificate.Setting] = file, [KeyCertificate.PasswordSetting] = password };

    string NewCertificate(string name, string password, bool withKey = true)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys of a test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, (withKey ? certificate : bare).Export(X509ContentType.Pkcs12, password));
        return path;
    }

    Task<ProviderStage> StageAsync(Dictionary<string, string?> settings, string engine) => ProviderStage.CreateAsync(
        settings, s => s.AddKeyCertificate(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), FactoryPaths.At(_folder)), engine);

    /// <summary>A program of its own over what somebody took from the first one's database and folder.</summary>
    async Task<ProviderStage> WithRingAsync(Dictionary<string, string?> settings, string engine, IReadOnlyList<string> ring, string sealedKey)
    {
        var stage = await StageAsync(settings, engine);
        Directory.CreateDirectory(Path.Combine(stage.Folder, "keys"));
        for (var i = 0; i < ring.Count; i++) await File.WriteAllTextAsync(Path.Combine(stage.Folder, "keys", $"key-taken-{i}.xml"), ring[i]);
        await stage.EditAsync("replicate", p => p.ApiKeyEncrypted = sealedKey);
        return stage;
    }

    /// <summary>The ring, wherever it lies, and the sealed key.</summary>
    static async Task<(IReadOnlyList<string> Ring, string SealedKey)> RingAsync(ProviderStage stage)
    {
        await using var context = stage.Open();
        var rows = await context.KeyRing.Select(e => e.Content).ToListAsync();
        var folder = Path.Combine(stage.Folder, "keys");
        if (Directory.Exists(folder)) rows.AddRange(Directory.GetFiles(folder, "*.xml").Select(File.ReadAllText));
        return (rows, (await context.Providers.SingleAsync(p => p.Id == "replicate")).ApiKeyEncrypted.ShouldNotBeNull());
    }
}
