namespace ArtFactory.Engine.Spending;

/// <summary>Sums of the ledger, in US dollars.</summary>
/// <param name="Attempts">Requests that took a reservation.</param>
/// <param name="Spent">What counts as spent: what the provider named, or the ceiling where it named nothing.</param>
/// <param name="Reserved">By what is under way.</param>
/// <param name="Reported">The part of it that providers named.</param>
/// <param name="ReportedCeiling">What had been reserved for that part.</param>
/// <param name="Planned">What open orders may still cost.</param>
public sealed record SpendSum(int Attempts, decimal Spent, decimal Reserved, decimal Reported, decimal ReportedCeiling, decimal Planned = 0)
{
    public static SpendSum Nothing { get; } = new(0, 0, 0, 0, 0);

    /// <summary>What providers took less than was reserved for it; below zero when they took more.</summary>
    public decimal Difference => ReportedCeiling - Reported;

    /// <summary>What of an order's plan is still to come.</summary>
    public static decimal OpenShare(decimal planned, int items, int ended) =>
        items == 0 ? planned : decimal.Round(planned * Math.Max(0, items - ended) / items, 6);

    public static SpendSum operator +(SpendSum a, SpendSum b) => new(
        a.Attempts + b.Attempts, a.Spent + b.Spent, a.Reserved + b.Reserved, a.Reported + b.Reported, a.ReportedCeiling + b.ReportedCeiling, a.Planned + b.Planned);
}
