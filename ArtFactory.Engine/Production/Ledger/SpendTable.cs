namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Keeps the sums of the ledger: of each order, each project, and each day by provider, model and project.</summary>
sealed class SpendTable(LedgerSession session) : IDisposable
{
    readonly Statement _reserve = new(session.Connection, """
        INSERT INTO spend_days (day, provider, model, project_id, attempts, reserved, spent, reported, reported_ceiling)
        VALUES (@day, @provider, @model, @project, 1, @amount, 0, 0, 0)
        ON CONFLICT (day, provider, model, project_id)
        DO UPDATE SET attempts = spend_days.attempts + 1, reserved = spend_days.reserved + excluded.reserved
        """, "day", "provider", "model", "project", "amount");

    readonly Statement _settle = new(session.Connection, """
        INSERT INTO spend_days (day, provider, model, project_id, attempts, reserved, spent, reported, reported_ceiling)
        VALUES (@day, @provider, @model, @project, 1, 0, @cost, @reported, @reportedCeiling)
        ON CONFLICT (day, provider, model, project_id)
        DO UPDATE SET reserved = spend_days.reserved - @ceiling, spent = spend_days.spent + excluded.spent,
            reported = spend_days.reported + excluded.reported, reported_ceiling = spend_days.reported_ceiling + excluded.reported_ceiling
        """, "day", "provider", "model", "project", "cost", "reported", "reportedCeiling", "ceiling");

    readonly Statement _project = new(session.Connection,
        "UPDATE projects SET cost_reserved = cost_reserved + @reserved, cost_spent = cost_spent + @spent WHERE id = @id", "reserved", "spent", "id");

    readonly Statement _day = new(session.Connection,
        "SELECT coalesce(sum(spent), 0), coalesce(sum(reserved), 0) FROM spend_days WHERE day = @day", "day");

    readonly Statement _providerDay = new(session.Connection,
        "SELECT coalesce(sum(spent), 0), coalesce(sum(reserved), 0) FROM spend_days WHERE day = @day AND provider = @provider", "day", "provider");

    readonly Statement _total = new(session.Connection, "SELECT coalesce(sum(spent), 0), coalesce(sum(reserved), 0) FROM spend_days");

    readonly Statement _enter = new(session.Connection, """
        INSERT INTO line_gates (name, turn) VALUES ('claims', 1) ON CONFLICT (name) DO UPDATE SET turn = line_gates.turn + 1
        """);

    /// <summary>
    /// Waits until no other process judges budgets and limits, and keeps others out until the transaction ends. Where the engine takes
    /// one writer at a time, the transaction itself does that.
    /// </summary>
    public void Enter()
    {
        if (!session.HasSingleWriter) _enter.Execute(session.Transaction);
    }

    public void Reserve(LedgerLine line)
    {
        _reserve.Execute(session.Transaction, line.Day, line.Provider, line.Model, Project(line), session.Dialect.Money(line.Ceiling));
        session.Orders.Reserve(line.Order, line.Ceiling);
        if (line.Project is { } project) _project.Execute(session.Transaction, session.Dialect.Money(line.Ceiling), session.Dialect.Money(0), session.Dialect.Id(project));
    }

    /// <param name="line">Whose money it is.</param>
    /// <param name="ceiling">The reservation that goes.</param>
    /// <param name="cost">The cost that comes.</param>
    /// <param name="isReported">Whether the provider named it.</param>
    public void Settle(LedgerLine line, decimal ceiling, decimal cost, bool isReported)
    {
        _settle.Execute(session.Transaction, line.Day, line.Provider, line.Model, Project(line), session.Dialect.Money(cost),
            session.Dialect.Money(isReported ? cost : 0), session.Dialect.Money(isReported ? ceiling : 0), session.Dialect.Money(ceiling));
        session.Orders.Settle(line.Order, ceiling, cost);
        if (line.Project is { } project) _project.Execute(session.Transaction, session.Dialect.Money(-ceiling), session.Dialect.Money(cost), session.Dialect.Id(project));
    }

    /// <summary>US dollars of a day (UTC) at all providers.</summary>
    public Committed OfDay(DateOnly day) => Sum(_day, day);

    /// <summary>US dollars of a day (UTC) at one provider.</summary>
    public Committed OfProviderDay(string provider, DateOnly day) => Sum(_providerDay, day, provider);

    /// <summary>US dollars ever.</summary>
    public Committed InAll() => Sum(_total);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_reserve, _settle, _project, _day, _providerDay, _total, _enter]) statement.Dispose();
    }

    object Project(LedgerLine line) => session.Dialect.Id(line.Project ?? Guid.Empty);

    Committed Sum(Statement statement, params ReadOnlySpan<object?> values)
    {
        using var reader = statement.Read(session.Transaction, values);
        return reader.Read() ? new(session.Dialect.ReadMoney(reader, 0), session.Dialect.ReadMoney(reader, 1)) : new(0, 0);
    }
}
