using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ArtFactory.Engine.Providers.Connections;

/// <summary>
/// A short text that is the same for the same address and key, and from which neither can be had: it is in the database and its backups.
/// Reckoning it takes long on purpose, as the password of an engine of one's own may be a short one; so each is reckoned once.
/// </summary>
sealed class ConnectionFingerprint
{
    const int Rounds = 100_000;
    const int Bytes = 8;
    readonly ConcurrentDictionary<(string Provider, string? Address, string? Key), string> _known = new();

    public string Of(string providerId, Uri? address, string? key) => _known.GetOrAdd((providerId, address?.AbsoluteUri, key), static of =>
        Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(of.Key ?? "", Encoding.UTF8.GetBytes($"{of.Provider}\n{of.Address}"), Rounds, HashAlgorithmName.SHA256, Bytes)));
}
