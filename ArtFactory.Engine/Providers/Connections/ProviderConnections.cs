using ArtFactory.Data;
using ArtFactory.Data.Providers;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Finds addresses and keys: configuration first, then the row, then what the adapter knows.</summary>
sealed class ProviderConnections : IProviderConnections, IRemembers
{
    const int LongestKey = 4096;
    readonly IDbContextFactory<FactoryContext> _contexts;
    readonly FactoryWriter _writer;
    readonly KeySeal _seal;
    readonly IOptions<ProvidersOptions> _options;
    readonly IChangeFeed _feed;
    readonly TimeProvider _time;
    readonly Snapshot<Dictionary<string, Stored>> _stored;
    readonly ConnectionFingerprint _fingerprint = new();

    public ProviderConnections(
        IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, KeySeal seal, IOptions<ProvidersOptions> options, IChangeFeed feed, TimeProvider time)
    {
        (_contexts, _writer, _seal, _options, _feed, _time) = (contexts, writer, seal, options, feed, time);
        _stored = new(time, LoadAsync);
    }

    /// <summary>Raised after a change through this service or on another node, so that what is built on it is read anew.</summary>
    public event Action? Changed;

    /// <summary>The connection of an adapter; without a key when there is none.</summary>
    public async ValueTask<ProviderConnection> FindAsync(ProviderProfile profile, CancellationToken cancellationToken)
    {
        var stored = (await _stored.GetAsync(cancellationToken)).GetValueOrDefault(profile.Id) ?? new(null, null, false);
        var (address, _) = AddressOf(profile.Id, stored);
        return new(profile, address ?? profile.DefaultAddress, Configured(profile.Id) ?? stored.Key);
    }

    /// <summary>Of the address and key that are used now; null when there is neither.</summary>
    public async ValueTask<string?> FingerprintAsync(string providerId, CancellationToken cancellationToken)
    {
        var stored = (await _stored.GetAsync(cancellationToken)).GetValueOrDefault(providerId) ?? new(null, null, false);
        var (address, key) = (AddressOf(providerId, stored).Address, Configured(providerId) ?? stored.Key);
        return address is null && key is null ? null : _fingerprint.Of(providerId, address, key);
    }

    public async Task<ConnectionView> DescribeAsync(string providerId, CancellationToken cancellationToken = default) =>
        (await _stored.GetAsync(cancellationToken)).TryGetValue(providerId, out var stored) ? ViewOf(providerId, stored) : throw Unknown(providerId);

    /// <summary>All of them, as pickers need them.</summary>
    public async Task<IReadOnlyDictionary<string, ConnectionView>> AllAsync(CancellationToken cancellationToken) =>
        (await _stored.GetAsync(cancellationToken)).ToDictionary(s => s.Key, s => ViewOf(s.Key, s.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>What the configuration says about using it; null when nothing.</summary>
    public bool? IsEnabledByConfiguration(string providerId, bool needsKey)
    {
        var settings = _options.Value.Of(providerId);
        return settings.Enabled ?? (!needsKey && !string.IsNullOrWhiteSpace(settings.BaseUrl) ? true : null);
    }

    /// <summary>The name of the configuration that decides about using it; null when none does.</summary>
    public string? EnablingConfiguration(string providerId, bool needsKey) => IsEnabledByConfiguration(providerId, needsKey) is null ? null
        : $"Providers:{providerId}:{(_options.Value.Of(providerId).Enabled is null ? "BaseUrl" : "Enabled")}";

    public Task SetKeyAsync(string providerId, string key, CancellationToken cancellationToken = default)
    {
        var trimmed = key.Trim();
        if (trimmed.Length == 0) throw new InvalidInputException("api_key", "Enter the key, or clear the one that is stored.");
        if (trimmed.Length > LongestKey || trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c > '~'))
            throw new InvalidInputException("api_key", "This is no key: it holds spaces, line breaks or letters that no key has, or is far too long. Copy it again from the provider's page.");
        return StoreKeyAsync(providerId, _seal.Close(providerId, trimmed), cancellationToken);
    }

    public Task ClearKeyAsync(string providerId, CancellationToken cancellationToken = default) => StoreKeyAsync(providerId, null, cancellationToken);

    public async Task SetAddressAsync(string providerId, string? address, CancellationToken cancellationToken = default)
    {
        string? stored = null;
        if (!string.IsNullOrWhiteSpace(address))
        {
            stored = BaseAddress.Read(address, out var fault)?.AbsoluteUri.TrimEnd('/');
            if (fault is not null) throw new InvalidInputException("api_base_url", fault);
        }

        var now = _time.GetUtcNow().UtcDateTime;
        await WriteAsync(providerId, providers => providers.ExecuteUpdateAsync(
            s => s.SetProperty(p => p.ApiBaseUrl, stored).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
    }

    public void Forget(ChangeKind kind)
    {
        if (kind != ChangeKind.Provider) return;
        _stored.Forget();
        Changed?.Invoke();
    }

    Task StoreKeyAsync(string providerId, string? sealedKey, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return WriteAsync(providerId, providers => providers.ExecuteUpdateAsync(
            s => s.SetProperty(p => p.ApiKeyEncrypted, sealedKey).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
    }

    async Task WriteAsync(string providerId, Func<IQueryable<Provider>, Task<int>> update, CancellationToken cancellationToken)
    {
        var changed = await _writer.WriteAsync(context => update(context.Providers.Where(p => p.Id == providerId)), cancellationToken);
        if (changed == 0) throw Unknown(providerId);
        _stored.Forget();
        Changed?.Invoke();
        _feed.Publish(new Change(ChangeKind.Provider, Guid.Empty));
    }

    async Task<Dictionary<string, Stored>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Providers.AsNoTracking().Select(p => new { p.Id, p.ApiBaseUrl, p.ApiKeyEncrypted }).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Id, r =>
        {
            // A key that the configuration overrides is not opened at all.
            var isSealed = !string.IsNullOrEmpty(r.ApiKeyEncrypted);
            var key = isSealed && Configured(r.Id) is null ? _seal.Open(r.Id, r.ApiKeyEncrypted!) : null;
            return new Stored(r.ApiBaseUrl, key, isSealed && key is null);
        }, StringComparer.OrdinalIgnoreCase);
    }

    ConnectionView ViewOf(string providerId, Stored stored)
    {
        var (address, isConfigured) = AddressOf(providerId, stored);
        var configured = Configured(providerId);
        var source = configured is not null ? KeySource.Configuration
            : stored.Key is not null ? KeySource.Stored
            : stored.IsUnreadable ? KeySource.Unreadable
            : KeySource.None;
        return new(providerId, address, isConfigured, source, HintOf(configured ?? stored.Key));
    }

    (Uri? Address, bool IsConfigured) AddressOf(string providerId, Stored stored)
    {
        if (_options.Value.Of(providerId).BaseUrl is { } configured && !string.IsNullOrWhiteSpace(configured)) return (BaseAddress.Read(configured, out _), true);
        return (string.IsNullOrWhiteSpace(stored.Address) ? null : BaseAddress.Read(stored.Address, out _), false);
    }

    string? Configured(string providerId) => _options.Value.Of(providerId).ApiKey is { } key && !string.IsNullOrWhiteSpace(key) ? key.Trim() : null;

    /// <summary>Four characters of a key long enough that they give nothing away.</summary>
    static string? HintOf(string? key) => key is null ? null : key.Length >= 12 ? key[^4..] : "";

    static InvalidInputException Unknown(string providerId) => new("provider", $"There is no provider '{providerId}'. See Admin, Providers.");

    sealed record Stored(string? Address, string? Key, bool IsUnreadable)
    {
        // Records print their members; this one must not.
        public override string ToString() => nameof(Stored);
    }
}
