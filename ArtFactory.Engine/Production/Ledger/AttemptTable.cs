using System.Data.Common;
using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>
/// Writes the ledger. An attempt's money is counted in the same transaction on its order, its project and its day: reserved while it
/// is open, spent when it ended with a cost.
/// </summary>
sealed class AttemptTable(LedgerSession session) : IDisposable
{
    const string Open = "state IN ('reserved', 'submitted', 'unknown')";
    const string Line = "order_id, project_id, provider, model, price_ceiling, reserved_at";

    readonly Statement _reserve = new(session.Connection, """
        INSERT INTO generation_attempts (id, order_item_id, attempt_number, order_id, project_id, provider, model, state, payload_hash, price_ceiling, reserved_at, connection_fingerprint)
        VALUES (@id, @item, (SELECT coalesce(max(attempt_number), 0) + 1 FROM generation_attempts WHERE order_item_id = @item),
            @order, @project, @provider, @model, 'reserved', @hash, @ceiling, @now, @connection)
        """, "id", "item", "order", "project", "provider", "model", "hash", "ceiling", "now", "connection");

    readonly Statement _submit = new(session.Connection, $"""
        UPDATE generation_attempts SET state = 'submitted', provider_request_id = @request, response = @response,
            submitted_at = coalesce(submitted_at, @now) WHERE id = @id AND {Open}
        """, "request", "response", "now", "id");

    readonly Statement _answer = new(session.Connection,
        $"UPDATE generation_attempts SET answered_at = coalesce(answered_at, @now) WHERE id = @id AND {Open}", "now", "id");

    readonly Statement _end = new(session.Connection, $"""
        UPDATE generation_attempts SET state = @state, cost = coalesce(@cost, price_ceiling), is_cost_reported = @reported, error_code = @code,
            error_message = @message, provider_request_id = coalesce(@request, provider_request_id), resolution = coalesce(@resolution, resolution),
            ended_at = @now
        WHERE id = @id AND {Open}
        RETURNING {Line}, cost
        """, "state", "cost", "reported", "code", "message", "request", "resolution", "now", "id");

    // What was free moves no sums, and most of what is made here is: nothing is read back.
    readonly Statement _succeedFree = new(session.Connection, $"""
        UPDATE generation_attempts SET state = 'succeeded', cost = 0, is_cost_reported = @reported, error_code = NULL, error_message = NULL,
            ended_at = @now
        WHERE id = @id AND price_ceiling = 0 AND {Open}
        """, "reported", "now", "id");

    readonly Statement _closed = new(session.Connection,
        "SELECT coalesce(cost, 0) FROM generation_attempts WHERE id = @id AND state IN ('failed', 'cancelled')", "id");

    readonly Statement _correct = new(session.Connection, $"""
        UPDATE generation_attempts SET state = @state, cost = coalesce(@cost, price_ceiling), is_cost_reported = @reported,
            provider_request_id = coalesce(@request, provider_request_id), ended_at = @now
        WHERE id = @id
        RETURNING {Line}, cost
        """, "state", "cost", "reported", "request", "now", "id");

    readonly Statement _unknown = new(session.Connection, """
        UPDATE generation_attempts SET state = 'unknown', error_message = @message, ask_after = NULL WHERE id = @id AND state IN ('reserved', 'submitted')
        """, "message", "id");

    readonly Statement _asked = new(session.Connection, """
        UPDATE generation_attempts SET asked_count = asked_count + 1, ask_after = @after, provider_says = @says WHERE id = @id AND state = 'unknown'
        """, "after", "says", "id");

    readonly Statement _known = new(session.Connection,
        "SELECT 1 FROM generation_attempts WHERE provider = @provider AND provider_request_id = @request AND id <> @id", "provider", "request", "id");

    readonly Statement _unknownRow = new(session.Connection, """
        SELECT a.order_item_id, i.lease_owner, a.order_id, a.provider,
            CASE WHEN o.id IS NULL OR o.status = 'cancelled' OR o.deleted_at IS NOT NULL THEN 1 ELSE 0 END, a.provider_says
        FROM generation_attempts a LEFT JOIN order_items i ON i.id = a.order_item_id LEFT JOIN orders o ON o.id = a.order_id
        WHERE a.id = @id AND a.state = 'unknown'
        """, "id");

    readonly Statement _underWay = new(session.Connection,
        "SELECT count(*) FROM generation_attempts WHERE provider = @provider AND state IN ('reserved', 'submitted') AND ended_at IS NULL AND answered_at IS NULL", "provider");

    readonly Statement _recent = new(session.Connection,
        "SELECT count(*), min(reserved_at) FROM generation_attempts WHERE provider = @provider AND reserved_at > @since", "provider", "since");

    readonly Statement _moving = new(session.Connection,
        "SELECT coalesce(sum(price_ceiling), 0) FROM generation_attempts WHERE state IN ('reserved', 'submitted') AND ended_at IS NULL");

    /// <summary>Attempts the provider works on, of all processes; not those whose outputs are only being brought home.</summary>
    public int UnderWay(string provider)
    {
        using var reader = _underWay.Read(session.Transaction, provider);
        return reader.Read() ? (int)reader.GetInt64(0) : 0;
    }

    /// <summary>Attempts reserved at the provider since that moment, of all processes, and the first of them.</summary>
    public (int Count, DateTime? First) ReservedSince(string provider, DateTime since)
    {
        using var reader = _recent.Read(session.Transaction, provider, since);
        return reader.Read() ? ((int)reader.GetInt64(0), RowMoment.OrNull(reader, 1)) : (0, null);
    }

    /// <summary>US dollars reserved by attempts that are sure to end by themselves.</summary>
    public decimal Moving()
    {
        using var reader = _moving.Read(session.Transaction);
        return reader.Read() ? session.Dialect.ReadMoney(reader, 0) : 0;
    }

    /// <summary>Reserves attempts of one order.</summary>
    public void Reserve(Guid order, Guid? project, string provider, string model, IReadOnlyList<NewAttempt> attempts)
    {
        var rows = new object?[attempts.Count][];
        for (var i = 0; i < rows.Length; i++)
        {
            var attempt = attempts[i];
            rows[i] =
            [
                session.Dialect.Id(attempt.Id), session.Dialect.Id(attempt.Item), session.Dialect.Id(order), project is { } id ? session.Dialect.Id(id) : null,
                provider, model, attempt.PayloadHash, session.Dialect.Money(attempt.Ceiling), session.Now, attempt.ConnectionFingerprint,
            ];
        }

        _reserve.ExecuteAll(session.Transaction, rows);
        var paid = attempts.Where(a => a.Ceiling != 0).ToArray();
        if (paid.Length > 0) session.Spending.Reserve(new(order, project, provider, model, paid.Sum(a => a.Ceiling), DateOnly.FromDateTime(session.Now)), paid.Length);
    }

    public bool Submit(Guid attempt, string requestId, ParameterSet? response) =>
        _submit.Execute(session.Transaction, requestId, response is null ? null : session.Dialect.Json(response.ToJson()), session.Now, session.Dialect.Id(attempt)) == 1;

    /// <summary>The provider has made it: it no longer takes up room there, though it is open until its outputs are home.</summary>
    public void Answer(Guid attempt) => _answer.Execute(session.Transaction, session.Now, session.Dialect.Id(attempt));

    /// <summary>An attempt of unknown end; null when its end is known.</summary>
    public UnknownRow? Unknown(Guid attempt)
    {
        using var reader = _unknownRow.Read(session.Transaction, session.Dialect.Id(attempt));
        return reader.Read()
            ? new(reader.IsDBNull(0) ? null : session.Dialect.ReadId(reader, 0), reader.IsDBNull(1) ? null : reader.GetString(1),
                session.Dialect.ReadId(reader, 2), reader.GetString(3), reader.GetInt64(4) != 0, reader.IsDBNull(5) ? null : reader.GetString(5))
            : null;
    }

    /// <summary>Whether another attempt already bears that id of the provider's.</summary>
    public bool IsOthers(Guid attempt, string provider, string requestId)
    {
        using var reader = _known.Read(session.Transaction, provider, requestId, session.Dialect.Id(attempt));
        return reader.Read();
    }

    /// <summary>Ends an open attempt once: the reservation goes, the cost stays. False if it had ended before.</summary>
    public bool End(AttemptEnd end) => EndAll([end])[0];

    /// <summary>The same for several at once; answers for each whether it was open.</summary>
    public bool[] EndAll(IReadOnlyList<AttemptEnd> ends)
    {
        var ended = new bool[ends.Count];
        var free = Enumerable.Range(0, ends.Count).Where(i => IsPlain(ends[i])).ToArray();
        var changed = _succeedFree.ExecuteAll(session.Transaction, [.. free.Select(i => new object?[] { ends[i].IsReported, session.Now, session.Dialect.Id(ends[i].Attempt) })]);
        for (var i = 0; i < free.Length; i++) ended[free[i]] = changed[i] == 1;

        var others = Enumerable.Range(0, ends.Count).Where(i => !ended[i]).ToArray();
        var settlements = new List<Settlement>(others.Length);
        _end.ReadAll(session.Transaction, [.. others.Select(i => Values(ends[i]))], (at, reader) =>
        {
            var (line, cost) = (LineIn(reader), session.Dialect.ReadMoney(reader, 6));
            ended[others[at]] = true;
            if (line.Ceiling != 0 || cost != 0) settlements.Add(new(line, line.Ceiling, cost, ends[others[at]].IsReported));
        });
        session.Spending.Settle(settlements);
        return ended;
    }

    /// <summary>
    /// A result came after the attempt had been given up: what it cost is put right. False if it had not been given up.
    /// </summary>
    public bool Correct(AttemptEnd end)
    {
        decimal before;
        using (var reader = _closed.Read(session.Transaction, session.Dialect.Id(end.Attempt)))
        {
            if (!reader.Read()) return false;
            before = session.Dialect.ReadMoney(reader, 0);
        }

        LedgerLine line;
        decimal cost;
        using (var reader = _correct.Read(session.Transaction, end.State, Money(end.Cost), end.IsReported, end.RequestId, session.Now, session.Dialect.Id(end.Attempt)))
        {
            if (!reader.Read()) return false;
            (line, cost) = (LineIn(reader), session.Dialect.ReadMoney(reader, 6));
        }

        session.Spending.Settle([new(line, 0, cost - before, end.IsReported)]);
        return true;
    }

    /// <summary>Its end is not known; the reservation stays.</summary>
    public bool MarkUnknown(Guid attempt, string message) => _unknown.Execute(session.Transaction, message, session.Dialect.Id(attempt)) == 1;

    /// <summary>The provider was asked about an attempt of unknown end, and will be again after that moment.</summary>
    public void Asked(Guid attempt, string says, DateTime askAfter) => _asked.Execute(session.Transaction, askAfter, says, session.Dialect.Id(attempt));

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_reserve, _submit, _answer, _end, _succeedFree, _closed, _correct, _unknown, _asked, _known, _unknownRow, _underWay, _recent, _moving]) statement.Dispose();
    }

    /// <summary>Made for nothing, with nothing to be said about it.</summary>
    static bool IsPlain(AttemptEnd end) => end is { State: "succeeded", Cost: null or 0, RequestId: null, ErrorCode: null, ErrorMessage: null, Resolution: null };

    object?[] Values(AttemptEnd end) =>
    [
        end.State, Money(end.Cost), end.IsReported, end.ErrorCode, end.ErrorMessage, end.RequestId, end.Resolution, session.Now, session.Dialect.Id(end.Attempt),
    ];

    object? Money(decimal? amount) => amount is { } value ? session.Dialect.Money(value) : null;

    LedgerLine LineIn(DbDataReader row) => new(session.Dialect.ReadId(row, 0), row.IsDBNull(1) ? null : session.Dialect.ReadId(row, 1), row.GetString(2),
        row.GetString(3), session.Dialect.ReadMoney(row, 4), DateOnly.FromDateTime(RowMoment.Of(row, 5)));
}
