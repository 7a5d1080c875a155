using System.CommandLine;
using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Engine.Production;

namespace ArtFactory.Web.Cli;

/// <summary><c>restore</c>: a backup in place of what is there, which is backed up first.</summary>
static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup made, on the same engine" };
        var yes = new Option<bool>("--yes") { Description = "Replace what is there; it is backed up first" };
        var json = VerbOutput.Json();
        var command = new Command("restore", "Put a backup in place of the database") { file, yes, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            var source = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (!File.Exists(source)) throw new VerbException(ExitCode.NotFound, $"there is no file {source}.");
            if (!parsed.GetValue(yes)) throw new VerbException(ExitCode.WrongUsage, "a restore replaces the whole database; say --yes to do it. What is there is backed up first.");
            var paths = DataFolder.Of(parsed);
            await using var factory = await FactorySession.OpenAsync(paths, cancellationToken);
            if (await factory.Services.GetRequiredService<IProductionBoard>().IsServedAsync(cancellationToken))
                throw new VerbException(ExitCode.Failed, "a server or worker uses the library. Stop all of them first.");
            var engine = factory.Services.GetRequiredService<IDatabaseEngine>();
            var moment = factory.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
            var kept = Path.Combine(paths.Backups, $"before-restore-{moment}{engine.BackupExtension}");
            await engine.BackupAsync(kept, cancellationToken);
            await engine.RestoreAsync(source, cancellationToken);
            await factory.Services.GetRequiredService<Migrator>().UpAsync(cancellationToken);
            if (output.IsJson) output.WriteJson(new { Restored = source, Kept = kept });
            else output.Write($"Restored from {source}. What was there before is in {kept}.");
            return ExitCode.Done;
        });
        return command;
    }
}
