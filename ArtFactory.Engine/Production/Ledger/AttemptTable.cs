using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>
/// Writes the ledger. An attempt's money is counted on its order in the same statement's transaction: reserved while it is open,
/// spent when it ended with a cost.
/// </summary>
sealed class AttemptTable(LedgerSession session) : IDisposable
{
    const string Open = "state IN ('reserved', 'submitted', 'unknown')";

    readonly Statement _reserve = new(session.Connection, """
        INSERT INTO generation_attempts (id, order_item_id, attempt_number, provider, state, payload_hash, price_ceiling, reserved_at)
        SELECT @id, @item, coalesce(max(attempt_number), 0) + 1, @provider, 'reserved', @hash, @ceiling, @now
        FROM generation_attempts WHERE order_item_id = @item
        """, "id", "item", "provider", "hash", "ceiling", "now");

    readonly Statement _submit = new(session.Connection, $"""
        UPDATE generation_attempts SET state = 'submitted', provider_request_id = @request, response = @response,
            submitted_at = coalesce(submitted_at, @now) WHERE id = @id AND {Open}
        """, "request", "response", "now", "id");

    readonly Statement _end = new(session.Connection, $"""
        UPDATE generation_attempts SET state = @state, cost = @cost, error_code = @code, error_message = @message,
            provider_request_id = coalesce(@request, provider_request_id), resolution = coalesce(@resolution, resolution), ended_at = @now
        WHERE id = @id AND {Open}
        """, "state", "cost", "code", "message", "request", "resolution", "now", "id");

    readonly Statement _unknown = new(session.Connection, """
        UPDATE generation_attempts SET state = 'unknown', error_message = @message WHERE id = @id AND state IN ('reserved', 'submitted')
        """, "message", "id");

    readonly Statement _committed = new(session.Connection, $"""
        SELECT coalesce(sum(CASE WHEN {Open} THEN price_ceiling ELSE coalesce(cost, 0) END), 0) FROM generation_attempts
        WHERE provider IN (SELECT id FROM providers) AND reserved_at >= @since
        """, "since");

    /// <summary>US dollars spent or reserved by attempts since that moment (UTC), at all providers.</summary>
    public decimal CommittedSince(DateTime since)
    {
        using var reader = _committed.Read(session.Transaction, since);
        return reader.Read() ? session.Dialect.ReadMoney(reader, 0) : 0;
    }

    public void Reserve(Guid attempt, Guid item, string provider, string payloadHash, decimal ceiling) =>
        _reserve.Execute(session.Transaction, session.Dialect.Id(attempt), session.Dialect.Id(item), provider, payloadHash, session.Dialect.Money(ceiling), session.Now);

    public bool Submit(Guid attempt, string requestId, ParameterSet? response) =>
        _submit.Execute(session.Transaction, requestId, response is null ? null : session.Dialect.Json(response.ToJson()), session.Now, session.Dialect.Id(attempt)) == 1;

    /// <summary>Ends an open attempt once: the reservation goes, the cost stays. False if it had ended before.</summary>
    public bool End(AttemptEnd end)
    {
        var ended = _end.Execute(session.Transaction, end.State, session.Dialect.Money(end.Cost), end.ErrorCode, end.ErrorMessage, end.RequestId,
            end.Resolution, session.Now, session.Dialect.Id(end.Attempt)) == 1;
        if (ended && (end.Ceiling != 0 || end.Cost != 0)) session.Orders.Settle(end.Order, end.Ceiling, end.Cost);
        return ended;
    }

    /// <summary>Its end is not known; the reservation stays.</summary>
    public bool MarkUnknown(Guid attempt, string message) => _unknown.Execute(session.Transaction, message, session.Dialect.Id(attempt)) == 1;

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_reserve, _submit, _end, _unknown, _committed]) statement.Dispose();
    }
}
