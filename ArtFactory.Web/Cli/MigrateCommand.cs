using System.CommandLine;
using System.Globalization;
using ArtFactory.Data.Migrations;

namespace ArtFactory.Web.Cli;

/// <summary><c>migrate</c>: how far the database is, and to bring it further or back.</summary>
static class MigrateCommand
{
    /// <summary>The folder of the launcher, which is that of the sources.</summary>
    const string SourcesVariable = "ARTFACTORY_SOURCES";

    /// <summary>Where the migrations of the two engines are, in the sources.</summary>
    static readonly string[] Folders = ["ArtFactory.Data/Sqlite/Migrations", "ArtFactory.Data/Postgres/Migrations"];

    public static Command Create() => new("migrate", "Show, apply, undo or add migrations of the database") { Status(), Up(), Down(), Add() };

    static Command Status()
    {
        var json = VerbOutput.Json();
        var command = new Command("status", "List the migrations, applied and pending") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = FactorySession.Build(DataFolder.Of(parsed));
            var status = await factory.Services.GetRequiredService<Migrator>().StatusAsync(cancellationToken);
            if (output.IsJson)
            {
                output.WriteJson(status);
                return ExitCode.Done;
            }

            var table = new TextTable("MIGRATION", "APPLIED (UTC)", "WHAT");
            foreach (var entry in status.Applied.Concat(status.Pending))
                table.Add(entry.Id, entry.AppliedAt?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "pending", entry.Description);
            table.Write(output.Answer);
            return ExitCode.Done;
        });
        return command;
    }

    static Command Up()
    {
        var json = VerbOutput.Json();
        var command = new Command("up", "Apply all pending migrations, after a backup") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var factory = FactorySession.Build(DataFolder.Of(parsed).Create());
            Show(await factory.Services.GetRequiredService<Migrator>().UpAsync(cancellationToken), VerbOutput.Of(parsed, json), "The database is up to date.");
            return ExitCode.Done;
        });
        return command;
    }

    static Command Down()
    {
        var target = new Argument<string>("TARGET") { Description = "The migration to go back to, by name or id; 0 undoes all" };
        var json = VerbOutput.Json();
        var command = new Command("down", "Go back to a migration, after a backup; what later ones stored is lost") { target, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var factory = FactorySession.Build(DataFolder.Of(parsed).Create());
            try
            {
                var outcome = await factory.Services.GetRequiredService<Migrator>().DownAsync(parsed.GetRequiredValue(target), cancellationToken);
                Show(outcome, VerbOutput.Of(parsed, json), "Nothing to undo.");
                return ExitCode.Done;
            }
            catch (ArgumentException unknown) when (unknown.ParamName == "target")
            {
                throw new VerbException(ExitCode.NotFound, WithoutParameter(unknown));
            }
        });
        return command;
    }

    static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "In upper camel case, such as AddSavedSearches" };
        var json = VerbOutput.Json();
        var command = new Command("add", "Write the migration for a changed model (in a source tree)") { name, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var sources = Environment.GetEnvironmentVariable(SourcesVariable) ?? Environment.CurrentDirectory;
            try
            {
                await MigrationScaffold.AddAsync(parsed.GetRequiredValue(name), sources, cancellationToken);
            }
            catch (ArgumentException invalid)
            {
                throw new VerbException(ExitCode.InvalidInput, WithoutParameter(invalid));
            }

            var output = VerbOutput.Of(parsed, json);
            if (output.IsJson) output.WriteJson(new { Name = parsed.GetRequiredValue(name), Folders });
            else output.Write($"Added for both engines. See {string.Join(" and ", Folders)}; the next start applies {parsed.GetRequiredValue(name)}.");
            return ExitCode.Done;
        });
        return command;
    }

    static void Show(MigrationOutcome outcome, VerbOutput output, string otherwise)
    {
        if (output.IsJson)
        {
            output.WriteJson(outcome);
            return;
        }

        foreach (var entry in outcome.Applied) output.Write($"applied {entry.Id}");
        foreach (var entry in outcome.Undone) output.Write($"undone {entry.Id}");
        if (outcome.BackupPath is not null) output.Write($"backup  {outcome.BackupPath}");
        if (outcome.Applied.Count + outcome.Undone.Count == 0) output.Write(otherwise);
    }

    /// <summary>The framework adds the parameter's name, which means nothing to a person.</summary>
    static string WithoutParameter(ArgumentException e) =>
        e.ParamName is null ? e.Message : e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal);
}
