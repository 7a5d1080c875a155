using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Orders;
using Microsoft.Extensions.Options;

namespace ArtFactory.Web.Cli;

/// <summary>All verbs of the program, and how each of them ends.</summary>
static class FactoryCommands
{
    /// <summary>Prints where an unexpected failure came from.</summary>
    const string TraceVariable = "ARTFACTORY_TRACE";

    public static Command Root() => new("artfactory", "Art Factory: a self-hosted studio for art with generative models.")
    {
        DataFolder.Option(),
        new HelpOption(),
        new VersionOption(),
        ServeCommand.Create(),
        OrderCommand.Create(),
        ExpandCommand.Create(),
        LineCommand.Create(),
        WorkerCommand.Create(),
        OrdersCommand.Create(),
        ModelsCommand.Create(),
        BudgetCommand.Create(),
        SpendCommand.Create(),
        SettingsCommand.Create(),
        ModelCommand.Create(),
        LookupsCommand.Create(),
        InspectCommand.Create(),
        MigrateCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        CopyCommand.Create(),
        SeedDemoCommand.Create(),
        DoctorCommand.Create(),
    };

    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // A prompt may begin with @, which would otherwise mean a file of arguments.
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = false;
            await parsed.InvokeAsync(configuration, cancellationToken);
            await error.WriteLineAsync("See ./artfactory --help, or --help after the verb.");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e)
        {
            return await EndAsync(e, error);
        }
    }

    static async Task<int> EndAsync(Exception e, TextWriter error)
    {
        var (exitCode, message) = e switch
        {
            VerbException verb => (verb.ExitCode, verb.Message),
            InvalidInputException or InvalidOrderException => (ExitCode.InvalidInput, e.Message),
            OptionsValidationException options => (ExitCode.Failed, "the configuration cannot be used: " + SettingFaults.Of(options)),
            InvalidDataException => (ExitCode.Failed, e.Message + (e.InnerException is { } inner ? " " + inner.Message : "")),
            ImagingException or MediaStoreException or DatabaseUnusableException => (ExitCode.Failed, e.Message),
            OperationCanceledException => (ExitCode.Failed, "Stopped."),
            _ => (ExitCode.Failed, $"{e.Message} ({e.GetType().Name}; {TraceVariable}=1 shows where)"),
        };
        await error.WriteLineAsync($"artfactory: {message}");
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1") await error.WriteLineAsync(e.ToString());
        return exitCode;
    }
}
