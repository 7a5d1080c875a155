using System.CommandLine;
using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Data.Copying;
using ArtFactory.Data.Migrations;
using ArtFactory.Engine;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Web.Cli;

/// <summary><c>copy</c>: the whole library's database into another one, of the other engine or the same, proven equal.</summary>
static class CopyCommand
{
    const string Setting = "Database:ConnectionString";

    public static Command Create()
    {
        var to = new Option<string>("--to")
        {
            Description = "The database to fill: a PostgreSQL connection string (Host=...;Database=...;Username=...), a data folder, or a SQLite file",
            HelpName = "CONNECTION",
            Required = true,
        };
        var resume = new Option<bool>("--resume") { Description = "Go on with a copy that was interrupted" };
        var json = VerbOutput.Json();
        var command = new Command("copy", "Copy the library's database to another engine, and prove that all arrived") { to, resume, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            var place = parsed.GetRequiredValue(to);
            if (string.IsNullOrWhiteSpace(place)) throw new VerbException(ExitCode.InvalidInput, "--to is empty; name a PostgreSQL connection string, a data folder or a SQLite file.");
            await using var factory = await OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var folder = FolderOf(place);
            await using var there = Target(factory.Services.GetRequiredService<DatabaseOptions>(), folder?.Create().Database ?? place);
            try
            {
                var report = await CopyAsync(factory.Services, there, parsed.GetValue(resume), output, cancellationToken);
                if (report.IsEqual && folder is not null) await factory.Services.GetRequiredService<KeyRing>().WriteToAsync(folder.Keys, cancellationToken);
                return Show(report, output);
            }
            finally
            {
                await there.GetRequiredService<IDatabaseEngine>().CloseAsync(CancellationToken.None);
            }
        });
        return command;
    }

    /// <summary>The library that is copied: there, at rest, and up to date.</summary>
    static async Task<FactorySession> OpenAsync(FactoryPaths paths, CancellationToken cancellationToken)
    {
        var factory = FactorySession.Build(paths);
        try
        {
            var (engine, migrator) = (factory.Services.GetRequiredService<IDatabaseEngine>(), factory.Services.GetRequiredService<Migrator>());
            if (!await engine.ExistsAsync(cancellationToken) || (await migrator.StatusAsync(cancellationToken)).Applied.Count == 0)
                throw new VerbException(ExitCode.NotFound, $"there is no library in {paths.Root} yet, so there is nothing to copy.");
            await migrator.UpAsync(cancellationToken);
            if (await factory.Services.GetRequiredService<IProductionBoard>().IsServedAsync(cancellationToken))
                throw new VerbException(ExitCode.Failed, "a server or worker uses the library. Stop all of them first, so that nothing they write is left behind.");
            return factory;
        }
        catch
        {
            await factory.DisposeAsync();
            throw;
        }
    }

    /// <summary>The data folder that the place names; null when it is a server or a file.</summary>
    static FactoryPaths? FolderOf(string place) =>
        !DatabasePlace.IsServer(place) && !File.Exists(place) && (Directory.Exists(place) || Path.GetExtension(place).Length == 0) ? FactoryPaths.At(place) : null;

    static ServiceProvider Target(DatabaseOptions options, string place)
    {
        try
        {
            return new ServiceCollection().AddLogging().AddFactoryData(options.At(place)).BuildServiceProvider();
        }
        catch (DatabaseUnusableException refused)
        {
            throw new VerbException(ExitCode.InvalidInput, WithoutSetting(refused));
        }
    }

    static async Task<CopyReport> CopyAsync(IServiceProvider here, ServiceProvider there, bool resume, VerbOutput output, CancellationToken cancellationToken)
    {
        var time = here.GetRequiredService<TimeProvider>();
        var progress = new ProgressLine(output.Notes, output.IsTerminal, time);
        try
        {
            return await new LibraryCopy(CopyLibrary.Of(here), CopyLibrary.Of(there), time) { OnStep = progress.Show }.RunAsync(resume, cancellationToken);
        }
        catch (DatabaseUnusableException refused)
        {
            throw new VerbException(ExitCode.Failed, WithoutSetting(refused));
        }
        finally
        {
            progress.End();
        }
    }

    static int Show(CopyReport report, VerbOutput output)
    {
        if (output.IsJson)
        {
            output.WriteJson(new
            {
                report.From,
                report.To,
                report.Resumed,
                Equal = report.IsEqual,
                report.Rows,
                Seconds = Math.Round(report.Took.TotalSeconds, 3),
                Tables = report.Tables.Select(t => new { t.Table, t.Rows, t.Checksum, t.RowsThere, t.ChecksumThere, Equal = t.IsEqual }),
            });
        }
        else
        {
            var table = new TextTable("TABLE", "ROWS", "CHECKSUM");
            foreach (var copied in report.Tables)
                table.Add(copied.Table, copied.Rows.ToString("N0", CultureInfo.InvariantCulture), copied.IsEqual ? copied.Checksum[..16] : "DIFFERS");
            table.Write(output.Answer);
        }

        if (!report.IsEqual)
        {
            var differing = report.Tables.Where(t => !t.IsEqual).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Table} ({t.Rows:N0} rows here, {t.RowsThere:N0} there)"));
            throw new VerbException(ExitCode.Failed, $"not all arrived as it was: {string.Join(", ", differing)}. Something wrote on one side meanwhile. Empty the database there, and copy again while nothing runs.");
        }

        if (!output.IsJson)
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{report.Rows:N0} rows are in {report.To}, equal by count and checksum, in {report.Took.TotalSeconds:0.0} s. The files in media/ and cache/ are not copied: see docs/guide/moving-to-postgresql.md."));
        return ExitCode.Done;
    }

    /// <summary>What the shell named is no setting.</summary>
    static string WithoutSetting(DatabaseUnusableException refused) => refused.Message.Replace(Setting, "--to", StringComparison.Ordinal);
}
