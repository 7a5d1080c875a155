namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An item that was made and waits for its transaction: those that wait together are written together.</summary>
sealed class CompletionTask(Completion completion) : LedgerTask<Kept>
{
    bool _isKept;

    public static void Run(LedgerSession session, IReadOnlyList<CompletionTask> tasks)
    {
        if (tasks.Count == 0) return;
        var kept = session.Completions.Write([.. tasks.Select(t => t.Completion)]);
        for (var i = 0; i < kept.Length; i++) tasks[i]._isKept = kept[i];
    }

    Completion Completion => completion;

    // Its rows were written with the others; how its provider has answered of late is a matter of the order in which that happened.
    protected override void Run(LedgerSession session) => Succeed(new(_isKept, session.Providers.Heal(completion.Provider)));
}
