namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An item that was made and waits for its transaction: those that wait together are written together.</summary>
sealed class CompletionTask(Completion completion) : LedgerTask<Kept>
{
    public static void Run(LedgerSession session, IReadOnlyList<CompletionTask> tasks)
    {
        if (tasks.Count == 0) return;
        var kept = session.Completions.Write([.. tasks.Select(t => t.Completion)]);
        for (var i = 0; i < kept.Length; i++) tasks[i].Succeed(kept[i]);
    }

    Completion Completion => completion;

    protected override void Run(LedgerSession session)
    {
        // It was written with the others.
    }
}
