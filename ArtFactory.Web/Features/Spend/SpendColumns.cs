using System.Globalization;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Web.Features.Spend;

/// <summary>One column of the chart: a day, a week or a month, split by provider from below.</summary>
public sealed record SpendColumn(string Label, IReadOnlyList<(string Provider, decimal Spent)> Parts)
{
    public decimal Total => Parts.Sum(p => p.Spent);
}

/// <summary>Lays what was spent out in columns: days as long as they are few, then weeks, then months; empty ones included.</summary>
public static class SpendColumns
{
    const int MostDays = 92;
    const int MostDaysInWeeks = 400;

    public static IReadOnlyList<SpendColumn> Of(IReadOnlyList<SpendBar> bars, SpendRange range, DateOnly today)
    {
        var first = range.From ?? (bars.Count > 0 ? bars[0].Day : today);
        var last = range.To ?? (bars.Count > 0 && bars[^1].Day > today ? bars[^1].Day : today);
        if (last < first) return [];
        var days = last.DayNumber - first.DayNumber + 1;
        Func<DateOnly, DateOnly> start = days <= MostDays ? day => day : days <= MostDaysInWeeks ? Monday : day => new(day.Year, day.Month, 1);
        Func<DateOnly, DateOnly> next = days <= MostDays ? day => day.AddDays(1) : days <= MostDaysInWeeks ? day => day.AddDays(7) : day => day.AddMonths(1);
        var format = days <= MostDays ? "d MMM" : days <= MostDaysInWeeks ? "'week of' d MMM" : "MMM yyyy";
        var spent = bars.ToLookup(b => start(b.Day));
        var columns = new List<SpendColumn>();
        for (var day = start(first); day <= last; day = next(day))
        {
            columns.Add(new(day.ToString(format, CultureInfo.InvariantCulture),
                [.. spent[day].GroupBy(b => b.Provider, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(b => b.Spent))).OrderBy(p => p.Key, StringComparer.Ordinal)]));
        }

        return columns;
    }

    /// <summary>A round number at or above the amount, for the top of the scale.</summary>
    public static decimal Ceiling(decimal amount)
    {
        if (amount <= 0) return 1;
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)amount)));
        foreach (var step in (decimal[])[1, 2, 2.5m, 5, 10])
        {
            if (step * power >= amount) return step * power;
        }

        return 10 * power;
    }

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
