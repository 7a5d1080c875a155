using System.Globalization;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>
/// What the budgets over one order still allow, read in the transaction that is going to reserve: the order's own, its project's, the
/// provider's of the day, the day's and the whole library's.
/// </summary>
sealed class BudgetCheck
{
    readonly List<Budget> _budgets = [];

    BudgetCheck() { }

    /// <summary>US dollars that may still be reserved.</summary>
    public decimal Left => _budgets.Count == 0 ? decimal.MaxValue : _budgets.Min(b => b.Left);

    public static BudgetCheck Of(LedgerSession session, OrderMoney money, string provider, ProviderLimits limits, LineRules rules)
    {
        var check = new BudgetCheck();
        var today = DateOnly.FromDateTime(session.Now);
        var tomorrow = session.Now.Date.AddDays(1);
        if (money.Limit is { } own)
            check.Add(StopCodes.OrderBudget, "The order's budget", own, money.Own, null, "Raise it to go on.");
        if (money.ProjectLimit is { } ofProject)
            check.Add(StopCodes.ProjectBudget, $"The budget of the project “{money.ProjectName}”", ofProject, money.OfProject, null, "Raise it on the project's page to go on.");
        if (limits.ADay is { } ofProvider)
            check.Add(StopCodes.ProviderDayBudget, $"The budget of a day at {limits.Name}", ofProvider, session.Spending.OfProviderDay(provider, today), tomorrow,
                "It goes on at midnight UTC, or when the limit is raised in Admin, Providers.");
        if (Stricter(rules.DailyLimit, session.Providers.LimitIn("budget.daily_limit")) is { } day)
            check.Add(StopCodes.DayBudget, "The budget of a day", day, session.Spending.OfDay(today), tomorrow,
                "It goes on at midnight UTC, or when the limit is raised in Admin, Settings.");
        if (Stricter(rules.TotalLimit, session.Providers.LimitIn("budget.total_limit")) is { } all)
            check.Add(StopCodes.TotalBudget, "The budget in all", all, session.Spending.InAll(), null, "Raise it in Admin, Settings to go on.");
        return check;
    }

    /// <summary>The budget that does not cover an item; the tightest when several do not.</summary>
    public Budget Blocking(decimal ceiling) => _budgets.Where(b => b.Left < ceiling).MinBy(b => b.Left)!;

    /// <summary>A limit that another process has just set or lowered counts at once; one that was raised or taken away, when the line has read it.</summary>
    static decimal? Stricter(decimal? read, decimal? committed) => read is { } a && committed is { } b ? Math.Min(a, b) : read ?? committed;

    void Add(string code, string name, decimal limit, Committed committed, DateTime? until, string advice) => _budgets.Add(new(code, name, limit, committed, until, advice));

    /// <param name="Code">Of <see cref="StopCodes"/>.</param>
    /// <param name="Name">For a person.</param>
    /// <param name="Limit">US dollars.</param>
    /// <param name="Committed">What is spent and reserved within it.</param>
    /// <param name="Until">When it begins anew by itself (UTC); null for never.</param>
    /// <param name="Advice">What to do.</param>
    internal sealed record Budget(string Code, string Name, decimal Limit, Committed Committed, DateTime? Until, string Advice)
    {
        public decimal Left => Limit - Committed.All;

        /// <summary>Why an item of that ceiling has to wait.</summary>
        public string Words(decimal ceiling)
        {
            var reserved = Committed.Reserved > 0 ? string.Create(CultureInfo.InvariantCulture, $" and ${Committed.Reserved:0.00####} reserved") : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"{Name} (${Limit:0.00####}) does not cover the next item: ${Committed.Spent:0.00####} spent{reserved}, up to ${ceiling:0.00####} for the item. {Advice}");
        }
    }
}
