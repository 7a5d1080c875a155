using System.Globalization;
using ArtFactory.Data.Copying;
using ArtFactory.Data.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ArtFactory.Data.Migrations;

/// <summary>Brings the database to the program's schema and data, and tells how far it is. One process at a time; a killed one is recovered from.</summary>
public sealed class Migrator(
    IDbContextFactory<FactoryContext> contexts, IDatabaseEngine engine, ICopyEnd copies, SeedLoader seeds, DatabaseOptions options, TimeProvider time)
{
    const string BackupPrefix = "before-migration-";

    /// <summary>Which migrations are applied and which wait; nothing is changed.</summary>
    public async Task<MigrationStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await StatusAsync(context, cancellationToken);
    }

    /// <summary>
    /// Makes the database ready: applies what is pending (after a backup, if there is something to lose) and loads the seeds. To be
    /// called at every start; costs milliseconds when there is nothing to do.
    /// </summary>
    public async Task<MigrationOutcome> UpAsync(CancellationToken cancellationToken = default)
    {
        await using var migrations = await engine.LockMigrationsAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await StatusAsync(context, cancellationToken);
        RefuseNewer(context, before);
        if (await copies.IsUnfinishedAsync(cancellationToken))
            throw new DatabaseUnusableException($"In {copies.Place} is a copy that has not ended. Finish it where the library is, with ./artfactory copy --to ... --resume, or empty the database.");
        string? backup = null;
        if (before.Pending.Count > 0)
        {
            if (before.Applied.Count > 0) backup = await BackupAsync(before.Pending[^1].Id, cancellationToken);
            await ApplyAsync(context, null, cancellationToken);
        }

        await engine.FinishMigrationAsync(context, cancellationToken);
        await seeds.LoadAsync(cancellationToken);
        return new MigrationOutcome(before.Pending, [], backup);
    }

    /// <summary>Makes the schema where there is none, and loads nothing: for the rows of another database. The caller holds the lock of the migrations.</summary>
    public async Task MakeSchemaAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await ApplyAsync(context, null, cancellationToken);
        await engine.FinishMigrationAsync(context, cancellationToken);
    }

    /// <summary>Goes back to a migration, undoing all after it; <c>0</c> undoes all. The backup made first is the way back.</summary>
    /// <exception cref="ArgumentException">No applied migration has that name.</exception>
    public async Task<MigrationOutcome> DownAsync(string target, CancellationToken cancellationToken = default)
    {
        await using var migrations = await engine.LockMigrationsAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var before = await StatusAsync(context, cancellationToken);
        var at = target == Migration.InitialDatabase
            ? -1
            : before.Applied.ToList().FindIndex(m => string.Equals(m.Id, target, StringComparison.OrdinalIgnoreCase)
                || string.Equals(MigrationName.NameOf(m.Id), target, StringComparison.OrdinalIgnoreCase));
        if (at < 0 && target != Migration.InitialDatabase)
            throw new ArgumentException($"No applied migration is called '{target}'. Applied: {string.Join(", ", before.Applied.Select(m => m.Id))}; 0 undoes all.", nameof(target));
        var undone = before.Applied.Skip(at + 1).Reverse().ToList();
        if (undone.Count == 0) return new MigrationOutcome([], [], null);

        var backup = await BackupAsync(undone[0].Id, cancellationToken);
        await ApplyAsync(context, at < 0 ? Migration.InitialDatabase : before.Applied[at].Id, cancellationToken);
        await engine.FinishMigrationAsync(context, cancellationToken);
        return new MigrationOutcome([], undone, backup);
    }

    /// <summary>The applied migrations that this program does not know: a newer one made them.</summary>
    public async Task<IReadOnlyList<string>> UnknownAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Unknown(context, await StatusAsync(context, cancellationToken));
    }

    static List<string> Unknown(FactoryContext context, MigrationStatus status)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        return [.. status.Applied.Where(m => !known.Contains(m.Id)).Select(m => m.Id)];
    }

    /// <summary>A program that does not know the newest migrations would write rows the newer one cannot trust.</summary>
    static void RefuseNewer(FactoryContext context, MigrationStatus status)
    {
        var unknown = Unknown(context, status);
        if (unknown.Count > 0)
        {
            throw new DatabaseUnusableException(
                $"The database was made by a newer version: it has {string.Join(", ", unknown)}, which this program does not know. "
                + "Start the newer version, or restore the backup made before it.");
        }
    }

    async Task ApplyAsync(FactoryContext context, string? target, CancellationToken cancellationToken)
    {
        try
        {
            await engine.RecoverMigrationAsync(context, cancellationToken);
            await context.GetService<IMigrator>().MigrateAsync(target, cancellationToken);
        }
        catch
        {
            // A migration changes settings of its connection, and one that failed may not have set them back.
            await engine.CloseAsync(CancellationToken.None);
            throw;
        }
    }

    async Task<MigrationStatus> StatusAsync(FactoryContext context, CancellationToken cancellationToken)
    {
        var defined = context.Database.GetMigrations().Select(id => new MigrationEntry(id, MigrationName.Describe(id), null)).ToList();
        if (!await engine.ExistsAsync(cancellationToken)) return new MigrationStatus([], defined);
        var moments = await engine.AppliedMigrationsAsync(context, cancellationToken);
        return new MigrationStatus(
            [.. moments.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new MigrationEntry(m.Key, MigrationName.Describe(m.Key), m.Value))],
            [.. defined.Where(m => !moments.ContainsKey(m.Id))]);
    }

    async Task<string> BackupAsync(string migration, CancellationToken cancellationToken)
    {
        var folder = options.ResolvedBackupFolder;
        var moment = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"{BackupPrefix}{moment}-{MigrationName.NameOf(migration)}{engine.BackupExtension}");
        await engine.BackupAsync(path, cancellationToken);
        foreach (var old in Directory.GetFiles(folder, BackupPrefix + "*" + engine.BackupExtension).OrderDescending(StringComparer.Ordinal).Skip(options.BackupsKept))
            File.Delete(old);
        return path;
    }
}
