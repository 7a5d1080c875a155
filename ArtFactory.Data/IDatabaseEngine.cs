using System.Data.Common;
using ArtFactory.Data.Search;

namespace ArtFactory.Data;

/// <summary>All that differs between database engines and is not the model: one seam, so that another engine is an addition.</summary>
public interface IDatabaseEngine
{
    /// <summary><c>sqlite</c> or <c>postgresql</c>.</summary>
    string Name { get; }

    /// <summary>Whether the engine takes one writer at a time, so that writers of one process do better to queue (<see cref="IWriteGate"/>).</summary>
    bool HasSingleWriter { get; }

    /// <summary>Whether full-text matches come in arrival order by themselves; otherwise all are gathered and sorted.</summary>
    bool StreamsMatches { get; }

    /// <summary>How others reach the same server for tables of their own; null for an engine that is a file. It holds a password.</summary>
    string? ServerConnection { get; }

    /// <summary>Whether the database is there; a missing one is made by the migrations.</summary>
    ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>An open connection with all settings made, for hot paths that prepare their own commands; the caller disposes it.</summary>
    ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins a write transaction that holds the write lock from its first moment.</summary>
    ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken = default);

    /// <summary>How the name of a backup ends, with its dot.</summary>
    string BackupExtension { get; }

    /// <summary>Copies the live database to a new file, consistently, while others read and write.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    Task BackupAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Puts a backup's rows in place of all there are. Nobody else may use the database meanwhile.</summary>
    /// <exception cref="DatabaseUnusableException">The file is no backup, or one that does not fit.</exception>
    Task RestoreAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Faults found in the database's own structure, in words; empty when it is sound.</summary>
    Task<IReadOnlyList<string>> CheckIntegrityAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the database answers and takes writes; throws what went wrong otherwise.</summary>
    Task CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the server is one that can be used: its version, the encoding of its texts, the rights there. A file always is.</summary>
    /// <exception cref="DatabaseUnusableException">It is not, or it cannot be reached.</exception>
    Task CheckUsableAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until no other process migrates, and keeps others out until disposed; a holder that dies lets go.</summary>
    ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a named lock among all nodes (a file has one); null when another holds it. A holder that dies lets go.</summary>
    ValueTask<IHeldLock?> TryLockAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The applied migrations' ids, and when (UTC); empty for a new database.</summary>
    Task<IReadOnlyDictionary<string, DateTime?>> AppliedMigrationsAsync(FactoryContext context, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the database ready for a migration: clears what a process that was killed in the middle of one left behind. Only the holder
    /// of the migration lock calls it.
    /// </summary>
    Task RecoverMigrationAsync(FactoryContext context, CancellationToken cancellationToken = default);

    /// <summary>Puts back the triggers a table's rebuild took away, and sets what lives in the file itself. Runs after each migration.</summary>
    Task FinishMigrationAsync(FactoryContext context, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes all that is derived from the rows anew: counts and search index. A repair; the triggers keep both. At a million products it
    /// holds the write lock for minutes.
    /// </summary>
    Task RebuildDerivedAsync(CancellationToken cancellationToken = default);

    /// <summary>Refreshes the planner's statistics after much has changed.</summary>
    Task AnalyzeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What a person typed as an expression of the full-text index: all words must occur, <c>"quoted words"</c> as a phrase, the last
    /// word also as a beginning; nothing in it is an operator. Null when there is no word in it.
    /// </summary>
    string? MatchExpression(string text);

    /// <summary>The products whose prompt, notes or metadata match; join on <c>Seq</c> and order by the match's <c>Seq</c> to stream newest first.</summary>
    IQueryable<TextMatch> MatchProducts(FactoryContext context, string matchExpression);

    /// <summary>The orders whose prompts match; join on <c>Seq</c> and order by the match's <c>Seq</c> to stream newest first.</summary>
    IQueryable<TextMatch> MatchOrders(FactoryContext context, string matchExpression);

    /// <summary>Closes what is pooled, so that the files can be moved or deleted; whoever uses the database next opens anew.</summary>
    ValueTask CloseAsync(CancellationToken cancellationToken = default);

    /// <summary>The full-text matches as a table expression with the column <c>seq</c>, for hand-written statements; the expression is bound to that parameter.</summary>
    string ProductMatches(string parameter);

    /// <summary>The condition that a product matches the expression bound to that parameter, for hand-written statements.</summary>
    string MatchesProduct(string product, string parameter);

    /// <summary>An id as a parameter of a hand-written statement takes it.</summary>
    object ToStored(Guid id);

    /// <summary>An id in a row of a hand-written statement.</summary>
    Guid ReadId(DbDataReader row, int column);

    /// <summary>Whether the fault means that the server is away, and will be as before when it is back.</summary>
    bool IsAway(Exception fault);

    /// <summary>Whether the fault means that two writers were in each other's way, so that the same work may be done again.</summary>
    bool IsConflict(Exception fault);
}
