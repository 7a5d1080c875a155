namespace ArtFactory.Data.Spending;

/// <summary>
/// The ledger's sums of one day (UTC, of the reservation), provider, model and project. Kept in the transactions that write the
/// attempts, so that a budget is checked without adding up the ledger.
/// </summary>
public sealed class SpendDay
{
    public DateOnly Day { get; set; }
    public required string Provider { get; set; }
    public required string Model { get; set; }

    /// <summary>The project; all zeros for none.</summary>
    public Guid ProjectId { get; set; }

    /// <summary>Attempts that took a reservation.</summary>
    public int Attempts { get; set; }

    /// <summary>Reserved by attempts that are open, in US dollars.</summary>
    public decimal Reserved { get; set; }

    /// <summary>Spent by attempts that ended, in US dollars.</summary>
    public decimal Spent { get; set; }

    /// <summary>The part of <see cref="Spent"/> that providers named themselves.</summary>
    public decimal Reported { get; set; }

    /// <summary>What had been reserved for the attempts behind <see cref="Reported"/>.</summary>
    public decimal ReportedCeiling { get; set; }
}
