using System.CommandLine;
using ArtFactory.Data;

namespace ArtFactory.Web.Cli;

/// <summary><c>worker</c>: a node without pages, that works beside the others until it is stopped.</summary>
static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "Work on orders beside other nodes, without pages, until stopped (PostgreSQL)");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            if (factory.Services.GetRequiredService<IDatabaseEngine>().HasSingleWriter)
                throw new VerbException(ExitCode.Failed, "A SQLite library has one node, which is the server. Set Database:Engine to PostgreSQL for several, or use ./artfactory line.");
            await factory.RunLineAsync(cancellationToken);
            output.Write("The worker runs. Stop with Ctrl+C.");
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl+C is the usual end.
            }

            return ExitCode.Done;
        });
        return command;
    }
}
