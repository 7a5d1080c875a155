using System.CommandLine;
using System.Globalization;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Web.Cli;

/// <summary><c>seed-demo</c>: a demonstration library of any size, beside whatever is there.</summary>
static class SeedDemoCommand
{
    public static Command Create()
    {
        var products = new Option<int>("--products") { Description = "How many products to make", DefaultValueFactory = _ => 500 };
        var json = VerbOutput.Json();
        var command = new Command("seed-demo", "Fill the library with a demonstration of any size; what is there stays") { products, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var progress = new StageLine(output);
            var report = await factory.Services.GetRequiredService<DemoLibrary>().SeedAsync(parsed.GetValue(products), progress, cancellationToken);
            progress.End();
            if (output.IsJson) output.WriteJson(report);
            else output.Write(string.Create(CultureInfo.InvariantCulture, $"{report.Products:N0} products in {report.Orders:N0} orders and {report.Projects:N0} projects, {report.Collections:N0} collections, {report.Tags:N0} tags; {report.Pictures:N0} pictures drawn."));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>One line a stage: redrawn on a terminal, said at its end elsewhere.</summary>
    sealed class StageLine(VerbOutput output) : IProgress<DemoProgress>
    {
        readonly Lock _gate = new();
        bool _isOpen;

        public void Report(DemoProgress value)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{value.Stage}: {value.Done:N0} of {value.Total:N0}");
            lock (_gate)
            {
                if (output.IsTerminal)
                {
                    output.Notes.Write($"\r{text}\u001b[K");
                    _isOpen = true;
                }
                else if (value.Done >= value.Total)
                {
                    output.Note(text);
                }
            }
        }

        public void End()
        {
            if (_isOpen) output.Note("");
        }
    }
}
