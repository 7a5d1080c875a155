namespace ArtFactory.Engine.Spending;

/// <summary>A budget as it stands; all amounts in US dollars.</summary>
/// <param name="Scope">What it covers.</param>
/// <param name="Subject">The order's or project's id, or the provider's; null for the day and in all.</param>
/// <param name="Name">For a person.</param>
/// <param name="Limit">Null for none.</param>
/// <param name="Spent">By attempts that ended.</param>
/// <param name="Reserved">By attempts under way.</param>
public sealed record BudgetView(BudgetScope Scope, string? Subject, string Name, decimal? Limit, decimal Spent, decimal Reserved)
{
    /// <summary>What may still be reserved; null without a limit.</summary>
    public decimal? Left => Limit - Spent - Reserved;
}
