namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes what the line changes of an order.</summary>
sealed class OrderTable(LedgerSession session) : IDisposable
{
    const string Resumed = """
        UPDATE orders SET paused_at = NULL, stopped_by = NULL, stopped_until = NULL, error_message = NULL, updated_at = @now
        WHERE status IN ('pending', 'processing') AND paused_at IS NOT NULL
        """;

    readonly Statement _start = new(session.Connection,
        "UPDATE orders SET status = 'processing', updated_at = @now WHERE id = @id AND status = 'pending'", "now", "id");

    readonly Statement _money = new(session.Connection, """
        SELECT o.budget_limit, o.cost_spent, o.cost_reserved, o.item_ceiling, p.name, p.budget_limit, p.cost_spent, p.cost_reserved, o.project_id,
            v.concurrent_limit, v.rate_limit_requests, v.daily_limit, coalesce(v.name, o.provider)
        FROM orders o LEFT JOIN projects p ON p.id = o.project_id LEFT JOIN providers v ON v.id = o.provider WHERE o.id = @id
        """, "id");

    readonly Statement _reserve = new(session.Connection,
        "UPDATE orders SET cost_reserved = cost_reserved + @amount WHERE id = @id", "amount", "id");

    readonly Statement _settle = new(session.Connection,
        "UPDATE orders SET cost_reserved = cost_reserved - @ceiling, cost_spent = cost_spent + @cost, updated_at = @now WHERE id = @id",
        "ceiling", "cost", "now", "id");

    readonly Statement _stop = new(session.Connection, """
        UPDATE orders SET paused_at = coalesce(paused_at, @paused), stopped_by = @code, stopped_until = @until, error_message = @message, updated_at = @now
        WHERE id = @id AND paused_at IS NULL AND status IN ('pending', 'processing')
        """, "paused", "code", "until", "message", "now", "id");

    readonly Statement _stopProvider = new(session.Connection, """
        UPDATE orders SET paused_at = @now, stopped_by = @code, stopped_until = NULL, error_message = @message, updated_at = @now
        WHERE provider = @provider AND paused_at IS NULL AND status IN ('pending', 'processing')
        """, "now", "code", "message", "provider");

    readonly Statement _goOn = new(session.Connection, """
        UPDATE orders SET stopped_by = NULL, stopped_until = NULL, error_message = NULL WHERE id = @id AND stopped_by IS NOT NULL AND paused_at IS NULL
        """, "id");

    readonly Statement _resumeStopped = new(session.Connection, $"{Resumed} AND stopped_by = @code", "now", "code");

    readonly Statement _resumeDue = new(session.Connection, $"{Resumed} AND stopped_until <= @now", "now");

    readonly Statement _end = new(session.Connection, """
        UPDATE orders SET completed_at = @now, updated_at = @now, status = CASE
            WHEN status = 'cancelled' THEN 'cancelled' WHEN failed_count > 0 THEN 'failed'
            WHEN completed_count > 0 OR expanded_count = 0 THEN 'fulfilled' ELSE 'cancelled' END
        WHERE id = @id AND completed_at IS NULL AND completed_count + failed_count + cancelled_count >= expanded_count
            AND (status = 'cancelled' OR status IN ('pending', 'processing') AND expanded_at IS NOT NULL)
        """, "now", "id");

    public void Start(Guid order) => _start.Execute(session.Transaction, session.Now, session.Dialect.Id(order));

    /// <summary>The order's money and its project's, and its provider's limits, in one look; null when the order is gone.</summary>
    public OrderMoney? Money(Guid order)
    {
        using var reader = _money.Read(session.Transaction, session.Dialect.Id(order));
        if (!reader.Read()) return null;
        decimal? At(int column) => reader.IsDBNull(column) ? null : session.Dialect.ReadMoney(reader, column);
        int? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
        return new(At(0), new(At(1) ?? 0, At(2) ?? 0), At(3), reader.IsDBNull(8) ? null : session.Dialect.ReadId(reader, 8), reader.IsDBNull(4) ? null : reader.GetString(4), At(5), new(At(6) ?? 0, At(7) ?? 0),
            new(reader.GetString(12), Number(9), Number(10), At(11)));
    }

    public void Reserve(Guid order, decimal amount) => _reserve.Execute(session.Transaction, session.Dialect.Money(amount), session.Dialect.Id(order));

    public void Settle(Guid order, decimal ceiling, decimal cost) =>
        _settle.Execute(session.Transaction, session.Dialect.Money(ceiling), session.Dialect.Money(cost), session.Now, session.Dialect.Id(order));

    /// <summary>
    /// Nothing new of the order is claimed, and it says why. With <paramref name="isPaused"/> it stays so until it is resumed, or until
    /// that moment; otherwise it is only passed over until that moment.
    /// </summary>
    public void Stop(Guid order, string code, string message, DateTime? until, bool isPaused = true) =>
        _stop.Execute(session.Transaction, isPaused ? session.Now : null, code, until, message, session.Now, session.Dialect.Id(order));

    /// <summary>The same for all orders of a provider: each would only fail the same way.</summary>
    public void StopProvider(string provider, string code, string message) => _stopProvider.Execute(session.Transaction, session.Now, code, message, provider);

    /// <summary>What held the order back does so no longer.</summary>
    public void GoOn(Guid order) => _goOn.Execute(session.Transaction, session.Dialect.Id(order));

    /// <summary>Resumes the orders that this held back.</summary>
    public int Resume(string code) => _resumeStopped.Execute(session.Transaction, session.Now, code);

    /// <summary>Resumes the orders whose time has come.</summary>
    public int ResumeDue() => _resumeDue.Execute(session.Transaction, session.Now);

    public void EndIfDone(Guid order) => _end.Execute(session.Transaction, session.Now, session.Dialect.Id(order));

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_start, _money, _reserve, _settle, _stop, _stopProvider, _goOn, _resumeStopped, _resumeDue, _end])
            statement.Dispose();
    }
}
