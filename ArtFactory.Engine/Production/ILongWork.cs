using ArtFactory.Data;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production;

/// <summary>A kind of long work. It is begun again after a restart, so each run goes on from what the database says is done.</summary>
public interface ILongWork
{
    /// <summary>The name in <c>background_jobs.kind</c>.</summary>
    string Kind { get; }

    /// <exception cref="OperationCanceledException">A person cancelled it, the process ends, or the job's lock is gone.</exception>
    Task RunAsync(LongJob job, CancellationToken cancellationToken);
}

/// <summary>One piece of long work, as its row says.</summary>
/// <param name="Id">Of its row.</param>
/// <param name="SubjectId">What it works on.</param>
/// <param name="Arguments">What it was given when it was asked for.</param>
/// <param name="ReportAsync">Writes how much is done, of how much in all (null while unknown).</param>
public sealed record LongJob(Guid Id, Guid? SubjectId, ParameterSet Arguments, Func<int, int?, Task> ReportAsync)
{
    /// <summary>
    /// Called first in an act of the ledger that is right only once: throws when another may have the job by now. Work whose steps may
    /// be done twice needs none; its token is cancelled when the lock is found gone.
    /// </summary>
    internal Action<LedgerSession> Guard { get; init; } = static _ => { };
}
