namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Keeps the sums of the ledger: of each order, each project, and each day by provider, model and project.</summary>
sealed class SpendTable(LedgerSession session) : IDisposable
{
    readonly Statement _reserve = new(session.Connection, """
        INSERT INTO spend_days (day, provider, model, project_id, attempts, reserved, spent, reported, reported_ceiling)
        VALUES (@day, @provider, @model, @project, @attempts, @amount, 0, 0, 0)
        ON CONFLICT (day, provider, model, project_id)
        DO UPDATE SET attempts = spend_days.attempts + excluded.attempts, reserved = spend_days.reserved + excluded.reserved
        """, "day", "provider", "model", "project", "attempts", "amount");

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

    /// <summary>Adds reservations of one order; the line's ceiling is that of all the attempts together.</summary>
    public void Reserve(LedgerLine line, int attempts)
    {
        _reserve.Execute(session.Transaction, line.Day, line.Provider, line.Model, Project(line), attempts, session.Dialect.Money(line.Ceiling));
        session.Orders.Reserve(line.Order, line.Ceiling);
        if (line.Project is { } project) _project.Execute(session.Transaction, session.Dialect.Money(line.Ceiling), session.Dialect.Money(0), session.Dialect.Id(project));
    }

    /// <summary>Takes reservations off and adds costs, a row of sums at a time.</summary>
    public void Settle(IReadOnlyCollection<Settlement> ended)
    {
        foreach (var day in ended.GroupBy(e => e.Line with { Order = Guid.Empty, Ceiling = 0 }))
        {
            var reported = day.Where(e => e.IsReported).ToArray();
            _settle.Execute(session.Transaction, day.Key.Day, day.Key.Provider, day.Key.Model, Project(day.Key), session.Dialect.Money(day.Sum(e => e.Cost)),
                session.Dialect.Money(reported.Sum(e => e.Cost)), session.Dialect.Money(reported.Sum(e => e.Ceiling)), session.Dialect.Money(day.Sum(e => e.Ceiling)));
        }

        // In one order in every process, so that two do not wait for each other.
        foreach (var order in ended.GroupBy(e => e.Line.Order).OrderBy(o => o.Key)) session.Orders.Settle(order.Key, order.Sum(e => e.Ceiling), order.Sum(e => e.Cost));
        foreach (var project in ended.Where(e => e.Line.Project is not null).GroupBy(e => e.Line.Project!.Value).OrderBy(p => p.Key))
            _project.Execute(session.Transaction, session.Dialect.Money(-project.Sum(e => e.Ceiling)), session.Dialect.Money(project.Sum(e => e.Cost)), session.Dialect.Id(project.Key));
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
