namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An act that waits for its transaction.</summary>
abstract class LedgerTask
{
    public abstract void Run(LedgerSession session);
    public abstract void Fail(Exception e);

    /// <summary>Tells who waits, after the write gate was left.</summary>
    public abstract void Announce();
}

sealed class LedgerTask<T>(Func<LedgerSession, T> act) : LedgerTask
{
    readonly TaskCompletionSource<T> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? _result;
    Exception? _failure;

    public Task<T> Committed => _committed.Task;

    public override void Run(LedgerSession session)
    {
        _failure = null;
        _result = act(session);
    }

    public override void Fail(Exception e) => _failure = e;

    public override void Announce()
    {
        if (_failure is null) _committed.TrySetResult(_result!);
        else _committed.TrySetException(_failure);
    }
}
