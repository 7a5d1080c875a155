using ArtFactory.Engine.Production;

namespace ArtFactory.Engine.Spending;

/// <summary>Every night: whether the sums that budgets go by are those of the ledger. Nothing is changed.</summary>
sealed class LedgerCheckWork(ILedgerCheck check) : IScheduledWork
{
    const int FaultsTold = 5;

    public string Kind => "check-ledger";
    public string Title => "Compare the money counted with the ledger of attempts";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("30 4 * * *");

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var faults = await check.FaultsAsync(cancellationToken);
        if (faults.Count > 0)
            throw new InvalidOperationException($"{faults.Count} sums do not agree: {string.Join("; ", faults.Take(FaultsTold))}{(faults.Count > FaultsTold ? "; ..." : "")}");
    }
}
