using System.CommandLine;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Web.Cli;

/// <summary><c>spend</c>: what was spent, by day, provider, model or project.</summary>
static class SpendCommand
{
    public static Command Create()
    {
        var by = new Option<SpendGroup>("--by") { Description = "How it is split up", DefaultValueFactory = _ => SpendGroup.Provider };
        var from = new Option<DateOnly?>("--from") { Description = "The first day (UTC)", HelpName = "YYYY-MM-DD" };
        var to = new Option<DateOnly?>("--to") { Description = "The last day (UTC)", HelpName = "YYYY-MM-DD" };
        var json = VerbOutput.Json();
        var command = new Command("spend", "Show what was spent and reserved, as the ledger has it") { by, from, to, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var book = factory.Services.GetRequiredService<ISpendBook>();
            var range = new SpendRange(parsed.GetValue(from), parsed.GetValue(to));
            var lines = await book.ByAsync(parsed.GetValue(by), range, cancellationToken: cancellationToken);
            var total = await book.TotalAsync(range, cancellationToken: cancellationToken);
            if (output.IsJson)
            {
                output.WriteJson(new { By = parsed.GetValue(by), range.From, range.To, Total = total, Lines = lines.Select(l => new { l.Key, l.Name, l.Sum }) });
                return ExitCode.Done;
            }

            var table = new TextTable("SPENT", "RESERVED", "PLANNED", "REPORTED", "BELOW ITS CEILING", parsed.GetValue(by).ToString().ToUpperInvariant());
            foreach (var line in lines) Add(table, line.Sum, line.Name);
            Add(table, total with { Planned = lines.Sum(l => l.Sum.Planned) }, "in all");
            table.Write(output.Answer);
            return ExitCode.Done;
        });
        return command;
    }

    static void Add(TextTable table, SpendSum sum, string name) =>
        table.Add(Dollars.Of(sum.Spent), Dollars.Of(sum.Reserved), Dollars.Of(sum.Planned), Dollars.Of(sum.Reported), Dollars.Of(sum.Difference), name);
}
