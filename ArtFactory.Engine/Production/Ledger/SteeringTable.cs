namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes what a person decides about orders under way.</summary>
sealed class SteeringTable(LedgerSession session) : IDisposable
{
    readonly Statement _cancel = new(session.Connection, """
        UPDATE orders SET status = 'cancelled', paused_at = NULL, stopped_by = NULL, stopped_until = NULL, expanded_at = coalesce(expanded_at, @now), updated_at = @now
        WHERE id = @id AND status IN ('pending', 'processing')
        """, "now", "id");

    readonly Statement _cancelPending = new(session.Connection, """
        UPDATE order_items SET status = 'cancelled', completed_at = @now, updated_at = @now, not_before = NULL
        WHERE id IN (SELECT id FROM order_items WHERE order_id = @order AND status = 'pending' LIMIT @count)
        """, "now", "order", "count");

    readonly Statement _cancelItem = new(session.Connection, """
        UPDATE order_items SET status = 'cancelled', completed_at = @now, updated_at = @now, not_before = NULL
        WHERE id = @id AND order_id = @order AND status = 'pending'
        """, "now", "id", "order");

    readonly Statement _pause = new(session.Connection, """
        UPDATE orders SET paused_at = @now, stopped_by = NULL, stopped_until = NULL, updated_at = @now WHERE id = @id AND paused_at IS NULL AND status IN ('pending', 'processing')
        """, "now", "id");

    readonly Statement _resume = new(session.Connection,
        "UPDATE orders SET paused_at = NULL, stopped_by = NULL, stopped_until = NULL, error_message = NULL, updated_at = @now WHERE id = @id AND paused_at IS NOT NULL", "now", "id");

    readonly Statement _retryAll = new(session.Connection, """
        UPDATE order_items SET status = 'pending', retry_count = 0, not_before = NULL, error_message = NULL, error_code = NULL, completed_at = NULL, updated_at = @now
        WHERE id IN (SELECT id FROM order_items WHERE order_id = @order AND status = 'failed' LIMIT @count)
        """, "now", "order", "count");

    readonly Statement _retryItem = new(session.Connection, """
        UPDATE order_items SET status = 'pending', retry_count = 0, not_before = NULL, error_message = NULL, error_code = NULL, completed_at = NULL, updated_at = @now
        WHERE id = @id AND order_id = @order AND status IN ('failed', 'cancelled')
        """, "now", "id", "order");

    readonly Statement _reopen = new(session.Connection, """
        UPDATE orders SET status = 'processing', paused_at = NULL, stopped_by = NULL, stopped_until = NULL, completed_at = NULL, error_message = NULL, updated_at = @now
        WHERE id = @id AND deleted_at IS NULL
        """, "now", "id");

    readonly Statement _halfCancelled = new(session.Connection, """
        SELECT o.id FROM orders o WHERE o.status = 'cancelled'
            AND EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND i.status = 'pending')
        """);

    public bool Cancel(Guid order) => _cancel.Execute(session.Transaction, session.Now, session.Dialect.Id(order)) == 1;

    /// <summary>Cancels some of what waits; answers how many.</summary>
    public int CancelPending(Guid order, int count)
    {
        var cancelled = _cancelPending.Execute(session.Transaction, session.Now, session.Dialect.Id(order), count);
        session.Touch(order);
        return cancelled;
    }

    public bool CancelItem(Guid order, Guid item)
    {
        session.Touch(order);
        return _cancelItem.Execute(session.Transaction, session.Now, session.Dialect.Id(item), session.Dialect.Id(order)) == 1;
    }

    public void Pause(Guid order) => _pause.Execute(session.Transaction, session.Now, session.Dialect.Id(order));

    public void Resume(Guid order) => _resume.Execute(session.Transaction, session.Now, session.Dialect.Id(order));

    /// <summary>Puts some of the failed items back in the queue; answers how many.</summary>
    public int RetryFailed(Guid order, int count) => Reopened(order, _retryAll.Execute(session.Transaction, session.Now, session.Dialect.Id(order), count));

    public int RetryItems(Guid order, IEnumerable<Guid> items) => Reopened(order,
        items.Sum(item => _retryItem.Execute(session.Transaction, session.Now, session.Dialect.Id(item), session.Dialect.Id(order))));

    /// <summary>Cancelled orders with items that still wait, because the program ended in the middle.</summary>
    public IReadOnlyList<Guid> HalfCancelled()
    {
        var orders = new List<Guid>();
        using var reader = _halfCancelled.Read(session.Transaction);
        while (reader.Read()) orders.Add(session.Dialect.ReadId(reader, 0));
        return orders;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_cancel, _cancelPending, _cancelItem, _pause, _resume, _retryAll, _retryItem, _reopen, _halfCancelled]) statement.Dispose();
    }

    int Reopened(Guid order, int retried)
    {
        if (retried > 0) _reopen.Execute(session.Transaction, session.Now, session.Dialect.Id(order));
        return retried;
    }
}
