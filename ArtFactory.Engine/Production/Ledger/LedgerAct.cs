namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An act that waits for its transaction.</summary>
sealed class LedgerAct<T>(Func<LedgerSession, T> act, bool claims = false) : LedgerTask<T>
{
    protected override bool Claims => claims;

    protected override void Run(LedgerSession session) => Succeed(act(session));
}
