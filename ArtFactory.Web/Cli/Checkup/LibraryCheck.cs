using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Spending;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Web.Cli.Checkup;

/// <summary>What the data folder holds: the database, the originals, and the processes that read pictures.</summary>
static class LibraryCheck
{
    public static async Task<IReadOnlyList<Finding>> DatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var engine = services.GetRequiredService<IDatabaseEngine>();
        try
        {
            await engine.CheckUsableAsync(cancellationToken);
            if (!await engine.ExistsAsync(cancellationToken)) return [new("database", Verdict.Ok, $"{engine.Name}: none yet; the first start makes it")];
            var faults = await engine.CheckIntegrityAsync(cancellationToken);
            if (faults.Count > 0)
                return [new("database", Verdict.Fail, $"{engine.Name}: damaged: {string.Join("; ", faults.Take(3))}", "Stop the server and put back the latest copy from the backups folder.")];
            var status = await services.GetRequiredService<Migrator>().StatusAsync(cancellationToken);
            var message = $"{engine.Name}: sound, {status.Applied.Count} migrations applied";
            if (status.Pending.Count > 0)
                return [new("database", Verdict.Warn, $"{message}, {status.Pending.Count} pending", "The next start applies them, or now: ./artfactory migrate up.")];
            return [new("database", Verdict.Ok, message), await LedgerAsync(services, cancellationToken), await MediaAsync(services, cancellationToken), .. await KeysAsync(services, engine, cancellationToken)];
        }
        catch (DatabaseUnusableException e)
        {
            // It says itself what to do.
            return [new("database", Verdict.Fail, $"{engine.Name}: {e.Message}")];
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            var who = engine.HasSingleWriter ? "See whether another program holds the file" : "See the server's log";
            return [new("database", Verdict.Fail, $"{engine.Name}: {e.Message}", $"{who}, or put back the latest copy from the backups folder.")];
        }
    }

    static async Task<Finding> LedgerAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var faults = await services.GetRequiredService<ILedgerCheck>().FaultsAsync(cancellationToken);
        return faults.Count == 0
            ? new("money", Verdict.Ok, "the sums agree with the ledger of attempts")
            : new("money", Verdict.Warn, $"{faults.Count} sums do not agree with the ledger: {string.Join("; ", faults.Take(3))}", "The attempts are what counts. Keep a copy (./artfactory backup) and report it.");
    }

    /// <summary>A ring in the shared database lies beside what it seals.</summary>
    static async Task<IReadOnlyList<Finding>> KeysAsync(IServiceProvider services, IDatabaseEngine engine, CancellationToken cancellationToken)
    {
        if (engine.HasSingleWriter) return [];
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync(cancellationToken);
        var isSealed = !string.IsNullOrWhiteSpace(services.GetRequiredService<IConfiguration>()[KeyCertificate.Setting]);

        // Keys of the ring from the time before the certificate stay as they are.
        if (isSealed && !await context.KeyRing.AnyAsync(e => e.Content.Contains("<masterKey"), cancellationToken))
            return [new("keys", Verdict.Ok, "the key ring is sealed by a certificate")];
        return await context.Providers.AnyAsync(p => p.ApiKeyEncrypted != null, cancellationToken)
            ? [new("keys", Verdict.Warn, "who reads the database or a backup of it can open the API keys", isSealed ? "The ring has keys from before the certificate: empty the table key_ring, restart, and enter the API keys again." : $"Seal the key ring with a certificate ({KeyCertificate.Setting}): docs/guide/many-nodes.md.")]
            : [];
    }

    static async Task<Finding> MediaAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync(cancellationToken);
        var hasProducts = await context.Products.IgnoreQueryFilters().AnyAsync(cancellationToken);
        var store = services.GetRequiredService<MediaStore>();
        if (!hasProducts && store.IsLocal) return new("media", Verdict.Ok, "no products yet");
        try
        {
            await store.VerifyAsync(hasProducts, cancellationToken);
            return new("media", Verdict.Ok, store.Place);
        }
        catch (MediaStoreException e)
        {
            return new("media", Verdict.Fail, e.Message, "Bring the storage back or correct the settings under Media, then start again.");
        }
    }

    public static async Task<IReadOnlyList<Finding>> ImagingAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var health = await services.GetRequiredService<IImagingClient>().CheckAsync(cancellationToken);
        if (!health.Ready) return [new("pictures", Verdict.Fail, health.Message, "Build again (delete artifacts/launcher, then run any verb), and see the log.")];
        var pictures = new Finding("pictures", Verdict.Ok, $"libvips {health.LibvipsVersion}, {health.Workers} {(health.Workers == 1 ? "process" : "processes")}");
        return
        [
            pictures,
            health.VideoReady
                ? new("clips and sounds", Verdict.Ok, $"ffmpeg {health.FfmpegVersion}")
                : new("clips and sounds", Verdict.Warn, "ffmpeg is missing", "Install it: sudo apt-get install ffmpeg, or brew install ffmpeg."),
        ];
    }
}
