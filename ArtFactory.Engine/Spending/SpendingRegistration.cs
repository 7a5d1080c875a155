using ArtFactory.Engine.Production;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Spending;

public static class SpendingRegistration
{
    /// <summary>Budgets, the sums of the ledger, and whether they agree with it.</summary>
    public static IServiceCollection AddSpending(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddSingleton<ISpendBook, SpendBook>();
        services.AddSingleton<IBudgets, Budgets>();
        services.AddSingleton<ILedgerCheck, LedgerCheck>();
        services.AddSingleton<IScheduledWork, LedgerCheckWork>();
        return services;
    }
}
