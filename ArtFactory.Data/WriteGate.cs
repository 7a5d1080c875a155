namespace ArtFactory.Data;

/// <summary>A gate for one writer at a time, or an open one for engines that order their writers well.</summary>
sealed class WriteGate(IDatabaseEngine engine) : IWriteGate, IDisposable
{
    readonly SemaphoreSlim? _gate = engine.HasSingleWriter ? new SemaphoreSlim(1, 1) : null;

    public ValueTask<WritePass> EnterAsync(CancellationToken cancellationToken = default)
    {
        if (_gate is null) return ValueTask.FromResult(default(WritePass));
        var wait = _gate.WaitAsync(cancellationToken);
        return wait.IsCompletedSuccessfully ? ValueTask.FromResult(new WritePass(_gate)) : Queue(wait, _gate);
    }

    public void Dispose() => _gate?.Dispose();

    static async ValueTask<WritePass> Queue(Task wait, SemaphoreSlim gate)
    {
        await wait;
        return new WritePass(gate);
    }
}
