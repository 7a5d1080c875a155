using System.Data.Common;

namespace ArtFactory.Data;

/// <summary>A named lock that this node took; disposing gives it back.</summary>
public interface IHeldLock : IAsyncDisposable
{
    /// <summary>
    /// Cancelled when the lock is found gone though nobody gave it back: the server ended its session, or cannot be reached. Another may
    /// hold it by then, so whoever works under it stops.
    /// </summary>
    CancellationToken Lost { get; }

    /// <summary>
    /// Whether the lock is still held, asked within a transaction that is about to write under it. If so, whoever takes the lock next
    /// waits until that transaction has ended: no write of this holder comes after the first of the next.
    /// </summary>
    bool StillHolds(DbConnection connection, DbTransaction? transaction);
}
