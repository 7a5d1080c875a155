namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes what the line changes of an order.</summary>
sealed class OrderTable(LedgerSession session) : IDisposable
{
    readonly Statement _start = new(session.Connection,
        "UPDATE orders SET status = 'processing', updated_at = @now WHERE id = @id AND status = 'pending'", "now", "id");

    readonly Statement _money = new(session.Connection,
        "SELECT budget_limit, cost_reserved, cost_spent FROM orders WHERE id = @id", "id");

    readonly Statement _committed = new(session.Connection, "SELECT coalesce(sum(cost_spent + cost_reserved), 0) FROM orders");

    readonly Statement _reserve = new(session.Connection,
        "UPDATE orders SET cost_reserved = cost_reserved + @amount WHERE id = @id", "amount", "id");

    readonly Statement _settle = new(session.Connection,
        "UPDATE orders SET cost_reserved = cost_reserved - @ceiling, cost_spent = cost_spent + @cost, updated_at = @now WHERE id = @id",
        "ceiling", "cost", "now", "id");

    readonly Statement _pause = new(session.Connection,
        "UPDATE orders SET paused_at = @now, error_message = @message, updated_at = @now WHERE id = @id AND paused_at IS NULL", "now", "message", "id");

    readonly Statement _end = new(session.Connection, """
        UPDATE orders SET completed_at = @now, updated_at = @now, status = CASE
            WHEN status = 'cancelled' THEN 'cancelled' WHEN failed_count > 0 THEN 'failed'
            WHEN completed_count > 0 OR expanded_count = 0 THEN 'fulfilled' ELSE 'cancelled' END
        WHERE id = @id AND completed_at IS NULL AND completed_count + failed_count + cancelled_count >= expanded_count
            AND (status = 'cancelled' OR status IN ('pending', 'processing') AND expanded_at IS NOT NULL)
        """, "now", "id");

    public void Start(Guid order) => _start.Execute(session.Transaction, session.Now, session.Dialect.Id(order));

    /// <summary>What the order may still reserve, in US dollars, and what is reserved now.</summary>
    public (decimal Left, decimal Reserved) Budget(Guid order)
    {
        using var reader = _money.Read(session.Transaction, session.Dialect.Id(order));
        if (!reader.Read()) return (0, 0);
        var reserved = session.Dialect.ReadMoney(reader, 1);
        return reader.IsDBNull(0)
            ? (decimal.MaxValue, reserved)
            : (session.Dialect.ReadMoney(reader, 0) - reserved - session.Dialect.ReadMoney(reader, 2), reserved);
    }

    /// <summary>US dollars spent or reserved by all orders ever.</summary>
    public decimal CommittedInAll()
    {
        using var reader = _committed.Read(session.Transaction);
        return reader.Read() ? session.Dialect.ReadMoney(reader, 0) : 0;
    }

    public void Reserve(Guid order, decimal amount) => _reserve.Execute(session.Transaction, session.Dialect.Money(amount), session.Dialect.Id(order));

    public void Settle(Guid order, decimal ceiling, decimal cost) =>
        _settle.Execute(session.Transaction, session.Dialect.Money(ceiling), session.Dialect.Money(cost), session.Now, session.Dialect.Id(order));

    public void Pause(Guid order, string reason) => _pause.Execute(session.Transaction, session.Now, reason, session.Dialect.Id(order));

    public void EndIfDone(Guid order) => _end.Execute(session.Transaction, session.Now, session.Dialect.Id(order));

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_start, _money, _committed, _reserve, _settle, _pause, _end]) statement.Dispose();
    }
}
