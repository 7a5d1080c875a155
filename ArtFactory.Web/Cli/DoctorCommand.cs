using System.CommandLine;
using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Web.Cli.Checkup;
using Microsoft.Extensions.Options;

namespace ArtFactory.Web.Cli;

/// <summary><c>doctor</c>: is everything here that the factory needs, and what to do if not.</summary>
static class DoctorCommand
{
    public static Command Create()
    {
        var json = VerbOutput.Json();
        var command = new Command("doctor", "Check the installation and say what to do") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            var findings = await FindAsync(DataFolder.Of(parsed), cancellationToken);
            var healthy = findings.All(finding => finding.Verdict != Verdict.Fail);
            if (output.IsJson) output.WriteJson(new { Healthy = healthy, Findings = findings });
            else Write(findings, output);
            return healthy ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    static async Task<IReadOnlyList<Finding>> FindAsync(FactoryPaths paths, CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { MachineCheck.Sdk(), MachineCheck.Folder(paths), MachineCheck.Disk(paths) };
        try
        {
            await using var factory = FactorySession.Build(paths);
            factory.Services.GetService<IStartupValidator>()?.Validate();
            findings.Add(new("settings", Verdict.Ok, "all within their ranges"));
            findings.AddRange(await LibraryCheck.DatabaseAsync(factory.Services, cancellationToken));
            findings.AddRange(await LibraryCheck.ImagingAsync(factory.Services, cancellationToken));
            findings.Add(await MachineCheck.PortAsync(ServeCommand.PortOf(factory.Services.GetRequiredService<IConfiguration>()), cancellationToken));
        }
        catch (OptionsValidationException e)
        {
            findings.Add(new("settings", Verdict.Fail, SettingFaults.Of(e), "Mend appsettings.json or the environment, then run this again."));
        }
        catch (DatabaseUnusableException e)
        {
            findings.Add(new("settings", Verdict.Fail, e.Message));
        }

        return findings;
    }

    static void Write(IReadOnlyList<Finding> findings, VerbOutput output)
    {
        var width = findings.Max(finding => finding.Part.Length);
        foreach (var finding in findings)
        {
            output.Write($"{finding.Verdict.ToString().ToLowerInvariant(),-4}  {finding.Part.PadRight(width)}  {finding.Message}");
            if (finding.Remedy is not null) output.Write($"      {"".PadRight(width)}  -> {finding.Remedy}");
        }
    }
}
