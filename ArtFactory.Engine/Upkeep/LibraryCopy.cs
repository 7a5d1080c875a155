using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ArtFactory.Data;
using ArtFactory.Data.Copying;
using ArtFactory.Engine.Production;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// Copies all rows of a library from one database to another, of any engine each, and proves that all arrived. Rows stream: none is
/// held longer than its transaction. A run that was killed is gone on with where it was.
/// </summary>
public sealed class LibraryCopy(CopyLibrary source, CopyLibrary target, TimeProvider time)
{
    const int StepRows = 1000;
    long _done;
    long _total;

    /// <summary>What is told of the progress; called often, from any thread.</summary>
    public Action<CopyStep>? OnStep { get; init; }

    /// <summary>Copies, and compares. What is unequal is in the report, and leaves the target marked as a copy that has not ended.</summary>
    /// <param name="resume">Goes on with a copy that was begun before.</param>
    /// <param name="cancellationToken">Stops between two transactions; what is there stays, for a resume.</param>
    /// <exception cref="DatabaseUnusableException">The target cannot take the rows; the message says why and what to do.</exception>
    public async Task<CopyReport> RunAsync(bool resume = false, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        if (string.Equals(source.End.Place, target.End.Place, StringComparison.Ordinal))
            throw new DatabaseUnusableException($"The library is in {source.End.Place} itself. Name another database.");

        // Nobody starts on either side meanwhile: a start waits for these locks.
        await using var here = await source.Engine.LockMigrationsAsync(cancellationToken);
        await using var there = await target.Engine.LockMigrationsAsync(cancellationToken);
        try
        {
            var tables = await TablesAsync(cancellationToken);
            var isBegun = await CopyGround.PrepareAsync(target, tables, resume, time.GetUtcNow().UtcDateTime, cancellationToken);
            await using var way = await target.End.WriteAsync(cancellationToken);
            if (!isBegun) await way.BeginAsync(source.End.Place, FreshTarget.Emptied(tables), cancellationToken);
            await CopyAsync(way, tables, cancellationToken);
            OnStep?.Invoke(new CopyStep("search index", _done, _total));
            await way.FinishAsync(cancellationToken);
            var compared = await CompareAsync(tables, cancellationToken);
            var report = new CopyReport(source.End.Place, target.End.Place, compared, isBegun, time.GetElapsedTime(started));
            if (report.IsEqual) await way.EndAsync(cancellationToken);
            return report;
        }
        catch (Exception e) when (source.Engine.IsAway(e) || target.Engine.IsAway(e))
        {
            throw new DatabaseUnusableException("The PostgreSQL server went away in the middle of the copy. When it is back, go on with --resume.", e);
        }
    }

    async Task<IReadOnlyList<CopyTable>> TablesAsync(CancellationToken cancellationToken)
    {
        await using var context = await source.Contexts.CreateDbContextAsync(cancellationToken);
        await using var other = await target.Contexts.CreateDbContextAsync(cancellationToken);
        var theirs = other.Model;
        return CopyTable.All(context.Model, property =>
            source.End.IsJson(property) || target.End.IsJson(theirs.FindEntityType(property.DeclaringType.Name)!.FindProperty(property.Name)!));
    }

    async Task CopyAsync(ICopyTarget way, IReadOnlyList<CopyTable> tables, CancellationToken cancellationToken)
    {
        var (origin, marks) = await way.MarksAsync(cancellationToken);
        if (!string.Equals(origin, source.End.Place, StringComparison.Ordinal))
            throw new DatabaseUnusableException($"The copy in {target.End.Place} was begun from {origin}, and the library here is in {source.End.Place}. Go on from there, or empty the database to begin anew.");
        await using var rows = await source.End.ReadAsync(cancellationToken);
        foreach (var table in tables) _total += 2 * await rows.CountAsync(table, cancellationToken);
        foreach (var table in tables)
        {
            var mark = marks.GetValueOrDefault(table.Name) ?? new CopyMark(table.Name, null, 0, false);
            _done += mark.Rows;
            if (!mark.IsDone) await CopyAsync(way, rows, table, mark, cancellationToken);
        }
    }

    async Task CopyAsync(ICopyTarget way, ICopySource rows, CopyTable table, CopyMark mark, CancellationToken cancellationToken)
    {
        await foreach (var batch in BatchesAsync(rows, table, mark, cancellationToken))
        {
            mark = mark with { LastKey = CopyKey.Write(table, batch.Rows[^1]), Rows = mark.Rows + batch.Rows.Count };
            await way.WriteAsync(table, batch.Rows, mark, cancellationToken);
            _done += batch.Rows.Count;
            OnStep?.Invoke(new CopyStep(table.Name, _done, _total));
            FailPoints.Hit(FailPoints.InCopy);
        }

        await way.WriteAsync(table, [], mark with { IsDone = true }, cancellationToken);
    }

    /// <summary>Reads the next batch while the one before is written.</summary>
    static async IAsyncEnumerable<CopyBatch> BatchesAsync(ICopySource rows, CopyTable table, CopyMark mark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<CopyBatch>(1);
        var reading = Task.Run(() => ReadAsync(rows, table, mark, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken)) yield return batch;
        }
        finally
        {
            // Whoever fell ill while writing must not leave a reader behind on the connection that is closed next.
            await stop.CancelAsync();
            await reading;
        }
    }

    static async Task ReadAsync(ICopySource rows, CopyTable table, CopyMark mark, ChannelWriter<CopyBatch> batches, CancellationToken cancellationToken)
    {
        try
        {
            var batch = new CopyBatch();
            await foreach (var row in rows.RowsAsync(table, mark.LastKey is null ? null : CopyKey.Read(table, mark.LastKey), cancellationToken))
            {
                batch.Add(row);
                if (!batch.IsFull) continue;
                await batches.WriteAsync(batch, cancellationToken);
                batch = new CopyBatch();
            }

            if (batch.Rows.Count > 0) await batches.WriteAsync(batch, cancellationToken);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    /// <summary>Both sides anew, from the first row to the last: what changed since its row was copied shows, too.</summary>
    async Task<List<CopiedTable>> CompareAsync(IReadOnlyList<CopyTable> tables, CancellationToken cancellationToken)
    {
        _done = _total / 2;
        await using var here = await source.End.ReadAsync(cancellationToken);
        await using var there = await target.End.ReadAsync(cancellationToken);
        var compared = new List<CopiedTable>();
        foreach (var table in tables)
        {
            var sums = await Task.WhenAll(
                Task.Run(() => SumAsync(here, table, isCounted: true, cancellationToken), cancellationToken),
                Task.Run(() => SumAsync(there, table, isCounted: false, cancellationToken), cancellationToken));
            compared.Add(new CopiedTable(table.Name, sums[0].Rows, sums[0].Checksum, sums[1].Rows, sums[1].Checksum));
        }

        return compared;
    }

    async Task<(long Rows, string Checksum)> SumAsync(ICopySource rows, CopyTable table, bool isCounted, CancellationToken cancellationToken)
    {
        using var digest = new RowDigest(table);
        await foreach (var row in rows.RowsAsync(table, null, cancellationToken))
        {
            digest.Add(row);
            if (isCounted && digest.Rows % StepRows == 0) OnStep?.Invoke(new CopyStep($"comparing {table.Name}", _done + digest.Rows, _total));
        }

        if (isCounted) _done += digest.Rows;
        return (digest.Rows, digest.Finish());
    }
}
