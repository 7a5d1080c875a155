using System.Collections.Concurrent;
using System.Data.Common;

namespace ArtFactory.Data.Sqlite;

/// <summary>Named locks of this process, which on an engine of one node is the only one that works.</summary>
sealed class ProcessLocks
{
    readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);

    /// <summary>Takes the lock; null when it is taken.</summary>
    public IHeldLock? TryTake(string name)
    {
        var held = new Held(this, name);
        return _held.TryAdd(name, held) ? held : null;
    }

    sealed class Held(ProcessLocks locks, string name) : IHeldLock
    {
        // It ends with the process, and not before.
        public CancellationToken Lost => CancellationToken.None;

        public bool StillHolds(DbConnection connection, DbTransaction? transaction) => true;

        public ValueTask DisposeAsync()
        {
            locks._held.TryRemove(new(name, this));
            return ValueTask.CompletedTask;
        }
    }
}
