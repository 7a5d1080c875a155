using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Engine.Production;

namespace ArtFactory.Engine.Upkeep;

/// <summary>Every night: a consistent copy of the live database; the oldest nightly copies go.</summary>
sealed class BackupWork(IDatabaseEngine engine, FactoryPaths paths, ISettings settings, TimeProvider time) : IScheduledWork
{
    const string Prefix = "nightly-";

    // A library that moved to another engine has copies of both.
    static readonly string[] Endings = [".db", ".zip"];

    public string Kind => "backup";
    public string Title => "Back up the database";

    public async ValueTask<string> CronAsync(CancellationToken cancellationToken)
    {
        var hour = await settings.GetAsync<int>("backup.hour", cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"0 {hour} * * *");
    }

    public async ValueTask<bool> IsNeededAsync(CancellationToken cancellationToken) => await settings.GetAsync<bool>("backup.enabled", cancellationToken);

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(paths.Backups);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.GetUtcNow():yyyyMMdd-HHmmss}{engine.BackupExtension}");
        await engine.BackupAsync(Path.Combine(paths.Backups, name), cancellationToken);
        var kept = await settings.GetAsync<int>("backup.keep_count", cancellationToken);
        var copies = Directory.GetFiles(paths.Backups, Prefix + "*").Where(file => Endings.Contains(Path.GetExtension(file)));
        foreach (var old in copies.OrderDescending(StringComparer.Ordinal).Skip(kept)) File.Delete(old);
    }
}
