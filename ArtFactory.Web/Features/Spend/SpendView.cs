using System.Globalization;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Web.Features.Spend;

/// <summary>What the spend page shows, as its address says.</summary>
/// <param name="Period"><c>7d</c>, <c>30d</c>, <c>90d</c>, <c>year</c>, <c>all</c>, or <c>days</c> for a first and last day of one's own.</param>
/// <param name="Range">The days that are.</param>
/// <param name="Group">How the table is split up.</param>
public sealed record SpendView(string Period, SpendRange Range, SpendGroup Group)
{
    /// <summary>The periods to choose from, with their names.</summary>
    public static IReadOnlyList<(string Key, string Title)> Periods { get; } = [("7d", "7 days"), ("30d", "30 days"), ("90d", "90 days"), ("year", "Year"), ("all", "All")];

    public static SpendView Of(string? period, string? from, string? to, string? by, DateOnly today)
    {
        var (first, last) = (Day(from), Day(to));
        var chosen = first is not null || last is not null ? "days" : Periods.Any(p => p.Key == period) ? period! : "30d";
        var range = chosen switch
        {
            "days" => new SpendRange(first, last),
            "7d" => new(today.AddDays(-6), today),
            "90d" => new(today.AddDays(-89), today),
            "year" => new(today.AddYears(-1).AddDays(1), today),
            "all" => SpendRange.Ever,
            _ => new(today.AddDays(-29), today),
        };
        return new(chosen, range, Enum.TryParse<SpendGroup>(by, ignoreCase: true, out var group) ? group : SpendGroup.Day);
    }

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
