namespace ArtFactory.Engine.Spending;

/// <summary>What may be spent, and where that stands. The claim of an item is what enforces it.</summary>
public interface IBudgets
{
    /// <summary>In all, of the day, of each provider in use, of the projects and open orders that have one.</summary>
    Task<IReadOnlyList<BudgetView>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One of them, also without a limit or of an order that has ended; null when there is no such order, project or provider.</summary>
    Task<BudgetView?> FindAsync(BudgetScope scope, string? subject, CancellationToken cancellationToken = default);

    /// <summary>The limits a new order would meet, its own apart.</summary>
    Task<IReadOnlyList<BudgetView>> OverAsync(string provider, Guid? projectId, CancellationToken cancellationToken = default);

    /// <summary>Sets a limit (null for none); what the old one held back goes on, as far as the new one allows.</summary>
    /// <exception cref="InvalidInputException">The limit is below zero, or there is no such order, project or provider.</exception>
    Task SetAsync(BudgetScope scope, string? subject, decimal? limit, CancellationToken cancellationToken = default);

    /// <summary>Lets a provider's orders go on that this held back (<see cref="Production.StopCodes"/>). Answers how many.</summary>
    Task<int> ResumeAsync(string provider, string stopCode, CancellationToken cancellationToken = default);
}
