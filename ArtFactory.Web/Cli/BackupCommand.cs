using System.CommandLine;
using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Engine.Media;

namespace ArtFactory.Web.Cli;

/// <summary><c>backup</c>: a consistent copy of the live database.</summary>
static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "Where to; default: a dated file in backups/ of the data folder", Arity = ArgumentArity.ZeroOrOne };
        var json = VerbOutput.Json();
        var command = new Command("backup", "Copy the live database, consistently, while others use it") { file, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            var paths = DataFolder.Of(parsed);
            await using var factory = FactorySession.Build(paths);
            var engine = factory.Services.GetRequiredService<IDatabaseEngine>();

            // On a server the database itself is there before the library is.
            if ((await factory.Services.GetRequiredService<Migrator>().StatusAsync(cancellationToken)).Applied.Count == 0)
                throw new VerbException(ExitCode.NotFound, $"there is no library in {paths.Root} yet, so there is nothing to back up.");
            var moment = factory.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
            var target = Path.GetFullPath(parsed.GetValue(file) ?? Path.Combine(paths.Backups, $"factory-{moment}{engine.BackupExtension}"));
            if (File.Exists(target)) throw new VerbException(ExitCode.InvalidInput, $"{target} exists; a backup never overwrites.");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await engine.BackupAsync(target, cancellationToken);
            var size = new FileInfo(target).Length;
            if (output.IsJson) output.WriteJson(new { Path = target, Size = size });
            else output.Write(string.Create(CultureInfo.InvariantCulture, $"{target} ({size / 1048576.0:0.0} MiB). The originals in {factory.Services.GetRequiredService<MediaStore>().Place} are not in it: keep a copy of them too."));
            return ExitCode.Done;
        });
        return command;
    }
}
