namespace ArtFactory.Engine.Production.Ledger;

/// <summary>What waits for its transaction.</summary>
abstract class LedgerTask
{
    /// <summary>Whether it judges budgets and limits, which only one process does at a time.</summary>
    protected virtual bool Claims => false;

    /// <summary>Writes it all, in the order in which it came; only what was made goes first, and together.</summary>
    public static void Run(LedgerSession session, IReadOnlyList<LedgerTask> tasks)
    {
        var made = tasks.OfType<CompletionTask>().ToArray();

        // Whoever claims enters before it changes a sum: two processes that did it in two orders would wait for each other.
        if (made.Length > 0 && tasks.Any(t => t.Claims)) session.Spending.Enter();
        CompletionTask.Run(session, made);
        foreach (var task in tasks) task.Run(session);
    }

    public abstract void Fail(Exception e);

    /// <summary>Tells who waits, after the write gate was left.</summary>
    public abstract void Announce();

    protected abstract void Run(LedgerSession session);
}

abstract class LedgerTask<T> : LedgerTask
{
    readonly TaskCompletionSource<T> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? _result;
    Exception? _failure;

    public Task<T> Committed => _committed.Task;

    public override void Fail(Exception e) => _failure = e;

    public override void Announce()
    {
        if (_failure is null) _committed.TrySetResult(_result!);
        else _committed.TrySetException(_failure);
    }

    protected void Succeed(T result) => (_result, _failure) = (result, null);
}
