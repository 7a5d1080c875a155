using System.Data.Common;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>The orders the line may take items of, kept beside the database and read anew when something changed. Used by one thread.</summary>
sealed class OrderQueue(IDatabaseEngine engine, ISqlDialect dialect, IProviderCatalog catalog, ConnectionFingerprints fingerprints, TimeProvider time) : IAsyncDisposable
{
    Dictionary<Guid, QueuedOrder> _orders = [];
    readonly Dictionary<Guid, QueuedOrder> _running = [];
    DbConnection? _connection;
    Statement? _active;
    Statement? _status;
    Statement? _clock;
    Statement? _stamp;
    long _lastStamp;

    public IReadOnlyCollection<QueuedOrder> Orders => _orders.Values;

    /// <summary>When the next pause ends: before a retry, or of an order that was passed over.</summary>
    public DateTime? NextRetry { get; private set; }

    /// <summary>Whether orders that were stopped for a time may go on.</summary>
    public bool HasDue { get; private set; }

    /// <summary>Whether another connection, perhaps of another process, has committed since the last call.</summary>
    public async ValueTask<bool> ChangedElsewhereAsync(CancellationToken cancellationToken)
    {
        if (dialect.ChangeStamp is null) return false;
        await OpenAsync(cancellationToken);
        using var reader = _stamp!.Read(null);
        if (!reader.Read()) return false;
        var stamp = reader.GetInt64(0);
        var changed = stamp != _lastStamp;
        _lastStamp = stamp;
        return changed;
    }

    /// <summary>Reads the orders anew; answers those that changed what they are to a watcher: new ones, and ones that left.</summary>
    public async Task<IReadOnlyList<Guid>> ReadAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);

        // One moment for all: what falls due between two looks must be seen by one of them.
        var now = time.GetUtcNow().UtcDateTime;
        var rows = Rows(now);
        var next = new Dictionary<Guid, QueuedOrder>(rows.Count);
        foreach (var row in rows)
        {
            var view = await catalog.FindAsync(row.Provider, row.Model, cancellationToken);
            var order = new QueuedOrder
            {
                Id = row.Id, ProjectId = row.ProjectId, Provider = row.Provider, Model = row.Model, Modality = view?.Modality, Priority = row.Priority,
                Seed = row.Seed, ModelView = view, IsPending = row.IsPending, HasItems = row.HasItems, IsStopped = row.IsStopped,
                ConnectionFingerprint = await fingerprints.OfAsync(row.Provider, cancellationToken),
                Running = _running.TryGetValue(row.Id, out var known) ? known.Running : 0,
            };
            next[row.Id] = order;
        }

        var changed = next.Keys.Except(_orders.Keys).Concat(_orders.Keys.Except(next.Keys)).ToArray();
        foreach (var id in _running.Keys.ToArray())
        {
            if (next.TryGetValue(id, out var order)) _running[id] = order;
        }

        _orders = next;
        ReadClock(now);
        return changed;
    }

    public void Started(QueuedOrder order, int count)
    {
        var current = Current(order);
        current.Running += count;
        _running[order.Id] = current;
    }

    public void Ended(QueuedOrder order)
    {
        var current = Current(order);
        if (--current.Running <= 0) _running.Remove(order.Id);
    }

    /// <summary>Orders with items under way here that were cancelled or put in the trash meanwhile.</summary>
    public async Task<IReadOnlyList<Guid>> CancelledAsync(CancellationToken cancellationToken)
    {
        var gone = _running.Keys.Where(id => !_orders.ContainsKey(id)).ToArray();
        if (gone.Length == 0) return [];
        await OpenAsync(cancellationToken);
        return [.. gone.Where(IsCancelled)];
    }

    /// <summary>Closes the connection; the next question opens another.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var statement in (Statement?[])[_active, _status, _clock, _stamp]) statement?.Dispose();
        if (_connection is not null) await _connection.DisposeAsync();
        _connection = null;
    }

    QueuedOrder Current(QueuedOrder order) => _orders.GetValueOrDefault(order.Id) ?? _running.GetValueOrDefault(order.Id) ?? order;

    bool IsCancelled(Guid order)
    {
        using var reader = _status!.Read(null, dialect.Id(order));
        return !reader.Read() || reader.GetString(0) == "cancelled" || !reader.IsDBNull(1);
    }

    void ReadClock(DateTime now)
    {
        // What is due already shows in the orders; of a paused one it would be due for ever.
        using var reader = _clock!.Read(null, now);
        reader.Read();
        var (retry, stop) = (RowMoment.OrNull(reader, 0), RowMoment.OrNull(reader, 1));
        NextRetry = retry < stop || stop is null ? retry : stop;
        HasDue = reader.GetInt64(2) != 0;
    }

    List<Row> Rows(DateTime now)
    {
        var rows = new List<Row>();
        using var reader = _active!.Read(null, now);
        while (reader.Read())
        {
            rows.Add(new(dialect.ReadId(reader, 0), reader.IsDBNull(1) ? null : dialect.ReadId(reader, 1), reader.GetString(2), reader.GetString(3),
                reader.GetInt32(4), unchecked((ulong)reader.GetInt64(5)), reader.GetString(6) == "pending", reader.GetInt64(7) != 0, !reader.IsDBNull(8)));
        }

        return rows;
    }

    async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null) return;
        _connection = await engine.OpenConnectionAsync(cancellationToken);
        _active = new(_connection, """
            SELECT o.id, o.project_id, o.provider, o.model, o.priority, o.seed, o.status, CASE WHEN EXISTS (
                SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.status = 'pending' AND (i.not_before IS NULL OR i.not_before <= @now)) THEN 1 ELSE 0 END, o.stopped_by
            FROM orders o WHERE o.status IN ('pending', 'processing') AND o.paused_at IS NULL AND o.deleted_at IS NULL
                AND (o.stopped_until IS NULL OR o.stopped_until <= @now)
            """, "now");
        _status = new(_connection, "SELECT status, deleted_at FROM orders WHERE id = @id", "id");
        _clock = new(_connection, """
            SELECT (SELECT min(not_before) FROM order_items WHERE status = 'pending' AND not_before > @now),
                (SELECT min(stopped_until) FROM orders WHERE status IN ('pending', 'processing') AND stopped_until > @now),
                (SELECT count(*) FROM orders WHERE status IN ('pending', 'processing') AND paused_at IS NOT NULL AND stopped_until <= @now)
            """, "now");
        _stamp = new(_connection, dialect.ChangeStamp ?? "SELECT 0");
    }

    sealed record Row(Guid Id, Guid? ProjectId, string Provider, string Model, int Priority, ulong Seed, bool IsPending, bool HasItems, bool IsStopped);
}
