using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes the intent and progress of long jobs.</summary>
sealed class JobTable(LedgerSession session) : IDisposable
{
    readonly Statement _insert = new(session.Connection, """
        INSERT INTO background_jobs (id, kind, subject_id, state, arguments, done, total, cancel_requested, created_at, updated_at)
        VALUES (@id, @kind, @subject, 'pending', @arguments, @done, @total, @no, @now, @now)
        """, "id", "kind", "subject", "arguments", "done", "total", "no", "now");

    readonly Statement _start = new(session.Connection, """
        UPDATE background_jobs SET state = 'running', started_at = coalesce(started_at, @now), updated_at = @now
        WHERE id = @id AND state IN ('pending', 'running')
        """, "now", "id");

    readonly Statement _report = new(session.Connection,
        "UPDATE background_jobs SET done = @done, total = coalesce(@total, total), updated_at = @now WHERE id = @id AND state = 'running'", "done", "total", "now", "id");

    readonly Statement _end = new(session.Connection, """
        UPDATE background_jobs SET state = @state, error_message = @message, ended_at = @now, updated_at = @now
        WHERE id = @id AND state IN ('pending', 'running')
        """, "state", "message", "now", "id");

    readonly Statement _cancel = new(session.Connection,
        "UPDATE background_jobs SET cancel_requested = @yes, updated_at = @now WHERE id = @id AND state IN ('pending', 'running')", "yes", "now", "id");

    readonly Statement _isCancelled = new(session.Connection, "SELECT cancel_requested FROM background_jobs WHERE id = @id", "id");

    public Guid Insert(string kind, Guid? subject, ParameterSet? arguments, int done = 0, int? total = null)
    {
        var id = FactoryId.New();
        _insert.Execute(session.Transaction, session.Dialect.Id(id), kind, subject is { } s ? session.Dialect.Id(s) : null,
            arguments is null ? null : session.Dialect.Json(arguments.ToJson()), done, total, false, session.Now);
        return id;
    }

    /// <summary>False if it has ended already.</summary>
    public bool Start(Guid job) => _start.Execute(session.Transaction, session.Now, session.Dialect.Id(job)) == 1;

    public void Report(Guid job, int done, int? total) => _report.Execute(session.Transaction, done, total, session.Now, session.Dialect.Id(job));

    public void End(Guid job, string state, string? message = null) => _end.Execute(session.Transaction, state, message, session.Now, session.Dialect.Id(job));

    public void RequestCancel(Guid job) => _cancel.Execute(session.Transaction, true, session.Now, session.Dialect.Id(job));

    public bool IsCancelRequested(Guid job)
    {
        using var reader = _isCancelled.Read(session.Transaction, session.Dialect.Id(job));
        return reader.Read() && reader.GetBoolean(0);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _start, _report, _end, _cancel, _isCancelled]) statement.Dispose();
    }
}
