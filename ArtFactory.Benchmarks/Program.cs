using System.CommandLine;
using System.Globalization;
using ArtFactory.Benchmarks;
using ArtFactory.Benchmarks.Line;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Benchmarks.Server;
using ArtFactory.Benchmarks.Start;

if (args is [BarePage.Verb, var script])
{
    await BarePage.ServeAsync(script);
    return 0;
}

if (args is [LineNode.Verb, var connection, var folder, var milliseconds])
{
    await LineNode.RunAsync(connection, folder, int.Parse(milliseconds, CultureInfo.InvariantCulture));
    return 0;
}

var names = new Argument<string[]>("NAME") { Description = $"What to measure: {string.Join(", ", BenchmarkList.Names)}; all when none is named", Arity = ArgumentArity.ZeroOrMore };
var library = new Option<string?>("--library") { Description = "A data folder to measure the library's figures on (made by seed-demo); a temporary one is made otherwise", HelpName = "DIR" };
var command = new RootCommand("Measures Art Factory beside baselines of the same run, in one table") { names, library };
command.SetAction(async (parsed, cancellationToken) =>
{
    var wanted = parsed.GetValue(names) ?? [];
    if (wanted.FirstOrDefault(name => BenchmarkList.Find(name).Count == 0) is { } unknown)
    {
        await Console.Error.WriteLineAsync($"There is no benchmark {unknown}. There are: {string.Join(", ", BenchmarkList.Names)}.");
        return 4;
    }

    var sheet = new FigureSheet(Console.Error);
    await using var server = new BenchServer();
    foreach (var benchmark in wanted.Length == 0 ? BenchmarkList.All : [.. wanted.SelectMany(BenchmarkList.Find).Distinct()])
    {
        sheet.Note($"{benchmark.Name}: {benchmark.What}");
        await benchmark.RunAsync(new BenchmarkRun(sheet, parsed.GetValue(library), server), cancellationToken);
    }

    sheet.Write(Console.Out);
    return 0;
});
var result = command.Parse(args);
return result.Errors.Count > 0 ? Math.Max(2, await result.InvokeAsync()) : await result.InvokeAsync();
