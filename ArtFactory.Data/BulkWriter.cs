using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Data;

/// <summary>
/// Inserts many rows of one table with a prepared command, in transactions short enough for others to write in between. The columns
/// and conversions are the model's own; counts and search follow by the triggers, as with any other insert.
/// </summary>
public sealed class BulkWriter(IDbContextFactory<FactoryContext> contexts, IDatabaseEngine engine, IWriteGate gate, TimeProvider time)
{
    /// <summary>Inserts the rows in their order and returns how many there were. Each transaction of <paramref name="batchSize"/> rows is all there or not at all.</summary>
    /// <param name="rows">Pulled as they are written: they need not fit in memory. Moments left at their default are set to now.</param>
    /// <param name="batchSize">Rows per transaction.</param>
    /// <param name="cancellationToken">Stops between transactions; what was committed stays.</param>
    public async Task<long> InsertAsync<TRow>(IEnumerable<TRow> rows, int batchSize = 1000, CancellationToken cancellationToken = default)
        where TRow : class
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var insert = InsertPlan.For(context.Model, typeof(TRow));
        await using var connection = await engine.OpenConnectionAsync(cancellationToken);
        await using var command = insert.Prepare(connection);
        var written = 0L;
        foreach (var batch in rows.Chunk(batchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var pass = await gate.EnterAsync(cancellationToken);
            await using var transaction = await engine.BeginWriteAsync(connection, cancellationToken);
            command.Transaction = transaction;
            var now = time.GetUtcNow().UtcDateTime;
            foreach (var row in batch)
            {
                RowTimes.StampNew(row, now);
                insert.Set(command, row);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            written += batch.Length;
        }

        return written;
    }
}
