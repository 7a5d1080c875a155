using System.Globalization;

namespace ArtFactory.Benchmarks.Report;

/// <summary>Collects figures as they are measured, and prints them as one table.</summary>
public sealed class FigureSheet(TextWriter progress)
{
    readonly List<Figure> _figures = [];

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Says what is being measured now; not part of the table.</summary>
    public void Note(string line) => progress.WriteLine(line);

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        progress.WriteLine($"  {figure.What}: {Number(figure.Ours)} {figure.Unit}");
    }

    public void Add(string what, double ours, string unit, Goal? goal = null) => Add(new(what, ours, unit, Goal: goal));

    public void Add(string what, double ours, string unit, double baseline, string baselineName, Goal? goal = null) =>
        Add(new(what, ours, unit, baseline, baselineName, goal));

    /// <summary>figure | ours | baseline | ratio | goal | verdict.</summary>
    public void Write(TextWriter output)
    {
        string[][] rows =
        [
            ["figure", "ours", "baseline", "ratio", "goal", "verdict"],
            .. _figures.Select(Row),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column is 1 or 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    static string[] Row(Figure figure) =>
    [
        figure.What,
        $"{Number(figure.Ours)} {figure.Unit}",
        figure.Baseline is { } baseline ? $"{Number(baseline)} ({figure.BaselineName})" : "",
        figure.Baseline is > 0 and { } divisor ? Number(figure.Ours / divisor) + " x" : "",
        figure.Goal?.ToString() ?? "",
        figure.IsMet switch { true => "met", false => "MISSED", null => "" },
    ];

    static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };
}
