using System.Data.Common;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Benchmarks.Line;

/// <summary>
/// The baseline of the item engine: the same rows in the same tables by hand-written commands, one connection, no budget, no limit and
/// no lease asked for. What it takes is what the disk and the schema take.
/// </summary>
sealed class BareLine : IAsyncDisposable
{
    readonly DbConnection _connection;
    readonly IDatabaseEngine _engine;
    readonly ISqlDialect _dialect;
    readonly Statement _claim, _reserve, _end, _complete, _log;

    BareLine(DbConnection connection, IDatabaseEngine engine, ISqlDialect dialect)
    {
        (_connection, _engine, _dialect) = (connection, engine, dialect);
        _claim = new(connection, """
            UPDATE order_items SET status = 'generating', lease_owner = 'bare', lease_expires_at = @now, started_at = @now, updated_at = @now
            WHERE id IN (SELECT id FROM order_items WHERE order_id = @order AND status = 'pending' ORDER BY sequence_number LIMIT @count)
            RETURNING id
            """, "now", "order", "count");
        _reserve = new(connection, """
            INSERT INTO generation_attempts (id, order_item_id, attempt_number, order_id, provider, model, state, payload_hash, price_ceiling, reserved_at)
            VALUES (@id, @item, 1, @order, 'bare', 'bare', 'reserved', @hash, 0, @now)
            """, "id", "item", "order", "hash", "now");
        _end = new(connection, "UPDATE generation_attempts SET state = 'succeeded', cost = 0, is_cost_reported = @reported, ended_at = @now WHERE id = @id", "reported", "now", "id");
        _complete = new(connection, """
            UPDATE order_items SET status = 'complete', completed_at = @now, lease_owner = NULL, lease_expires_at = NULL, updated_at = @now WHERE id = @id
            """, "now", "id");
        _log = new(connection, "INSERT INTO generation_logs (id, order_item_id, timestamp, level, message) VALUES (@id, @item, @now, 'INFO', 'Made one product.')", "id", "item", "now");
    }

    public static async Task<BareLine> OpenAsync(IDatabaseEngine engine, ISqlDialect dialect) => new(await engine.OpenConnectionAsync(), engine, dialect);

    /// <summary>Claims and completes so many items of the order, so many in a transaction.</summary>
    public async Task RunAsync(Guid order, int items, int together)
    {
        for (var done = 0; done < items; done += together)
        {
            var (now, under) = (TimeProvider.System.GetUtcNow().UtcDateTime, new List<(Guid Item, Guid Attempt)>(together));
            await using (var transaction = await _engine.BeginWriteAsync(_connection))
            {
                using (var rows = _claim.Read(transaction, now, _dialect.Id(order), together))
                    while (rows.Read()) under.Add((_dialect.ReadId(rows, 0), FactoryId.New()));
                foreach (var (item, attempt) in under)
                    _reserve.Execute(transaction, _dialect.Id(attempt), _dialect.Id(item), _dialect.Id(order), new string('0', 64), now);
                await transaction.CommitAsync();
            }

            await using (var transaction = await _engine.BeginWriteAsync(_connection))
            {
                foreach (var (item, attempt) in under)
                {
                    _end.Execute(transaction, false, now, _dialect.Id(attempt));
                    _complete.Execute(transaction, now, _dialect.Id(item));
                    _log.Execute(transaction, _dialect.Id(FactoryId.New()), _dialect.Id(item), now);
                }

                await transaction.CommitAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in (Statement[])[_claim, _reserve, _end, _complete, _log]) statement.Dispose();
        await _connection.DisposeAsync();
    }
}
