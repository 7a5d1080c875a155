using ArtFactory.Engine.Spending;
using ArtFactory.Web.Features.Spend;

namespace ArtFactory.Tests.Components.Spend;

public sealed class SpendColumnsTests
{
    static readonly DateOnly Today = new(2026, 3, 31);

    [Fact]
    public void Each_day_has_a_column_also_one_without_spending()
    {
        var columns = SpendColumns.Of([new(Today.AddDays(-2), "fal", 1m), new(Today, "fal", 2m), new(Today, "replicate", 3m)], new(Today.AddDays(-6), Today), Today);
        columns.Select(c => c.Total).ShouldBe([0, 0, 0, 0, 1, 0, 5]);
        columns[^1].Label.ShouldBe("31 Mar");
        columns[^1].Parts.ShouldBe([("fal", 2m), ("replicate", 3m)]);
    }

    [Fact]
    public void Long_times_are_shown_in_weeks_and_months_and_lose_nothing()
    {
        SpendBar[] bars = [.. Enumerable.Range(0, 800).Select(n => new SpendBar(Today.AddDays(n - 799), "fal", 0.01m))];
        var months = SpendColumns.Of(bars, SpendRange.Ever, Today);
        (months.Count, months.Sum(c => c.Total), months[^1].Label).ShouldBe((27, 8m, "Mar 2026"));
        var year = new SpendRange(Today.AddYears(-1), Today);
        var weeks = SpendColumns.Of([.. bars.Where(b => b.Day >= year.From)], year, Today);
        weeks.Count.ShouldBeInRange(53, 54);
        weeks.Sum(c => c.Total).ShouldBe(3.66m);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.0031, 0.005)]
    [InlineData(7, 10)]
    [InlineData(20, 20)]
    [InlineData(21, 25)]
    public void The_scale_ends_at_a_round_number(double amount, double top) => SpendColumns.Ceiling((decimal)amount).ShouldBe((decimal)top);

    [Fact]
    public void The_address_says_which_days_and_how_they_are_split_up()
    {
        SpendView.Of(null, null, null, null, Today).ShouldBe(new SpendView("30d", new(Today.AddDays(-29), Today), SpendGroup.Day));
        SpendView.Of("7d", null, null, "provider", Today).ShouldBe(new SpendView("7d", new(Today.AddDays(-6), Today), SpendGroup.Provider));
        SpendView.Of("7d", "2026-01-01", null, "nonsense", Today).ShouldBe(new SpendView("days", new(new DateOnly(2026, 1, 1), null), SpendGroup.Day));
        SpendView.Of("nonsense", "not a day", null, null, Today).Period.ShouldBe("30d");
    }
}
