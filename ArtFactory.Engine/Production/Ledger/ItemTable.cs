using System.Data.Common;
using ArtFactory.Data;
using ArtFactory.Data.Orders;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes the rows of <c>order_items</c>. Every change of a claimed item holds only for who holds its lease.</summary>
sealed class ItemTable(LedgerSession session) : IDisposable
{
    const string Held = "WHERE id = @id AND status = 'generating' AND lease_owner = @owner";
    const string Freed = "lease_owner = NULL, lease_expires_at = NULL, progress = NULL, updated_at = @now";

    readonly Statement _claim = new(session.Connection, $"""
        UPDATE order_items SET status = 'generating', lease_owner = @owner, lease_expires_at = @expires, started_at = @now, updated_at = @now,
            not_before = NULL, error_message = NULL, error_code = NULL
        WHERE id IN (
            SELECT id FROM order_items
            WHERE order_id = @order AND status = 'pending' AND (not_before IS NULL OR not_before <= @now)
            ORDER BY sequence_number LIMIT @count{session.Dialect.SkipLocked})
        AND EXISTS (
            SELECT 1 FROM orders WHERE id = @order AND status IN ('pending', 'processing') AND paused_at IS NULL AND deleted_at IS NULL)
        RETURNING id, sequence_number, generation_parameter_set, retry_count
        """, "owner", "expires", "now", "order", "count");

    readonly Statement _adopt = new(session.Connection, """
        UPDATE order_items SET lease_owner = @owner, lease_expires_at = @expires, error_message = NULL, error_code = NULL, updated_at = @now
        WHERE id = @id AND status = 'generating' AND (lease_owner IS NULL OR lease_owner = @former)
            AND (lease_expires_at IS NULL OR lease_expires_at <= @now OR @dead = 1)
        """, "owner", "expires", "now", "id", "former", "dead");

    readonly Statement _renew = new(session.Connection, $"UPDATE order_items SET lease_expires_at = @expires {Held}", "expires", "id", "owner");

    readonly Statement _expire = new(session.Connection,
        "UPDATE order_items SET lease_expires_at = @past WHERE lease_expires_at > @past AND lease_owner = @owner AND status = 'generating'", "past", "owner");

    readonly Statement _giveBack = new(session.Connection, $"UPDATE order_items SET status = 'pending', {Freed} {Held}", "now", "id", "owner");

    readonly Statement _accept = new(session.Connection,
        $"UPDATE order_items SET provider_request_id = @request, actual_parameter_set = @actual, updated_at = @now {Held}",
        "request", "actual", "now", "id", "owner");

    readonly Statement _complete = new(session.Connection, $"""
        UPDATE order_items SET status = 'complete', completed_at = @now, actual_parameter_set = @actual, return_parameter_set = @returned,
            provider_request_id = coalesce(@request, provider_request_id), error_message = NULL, error_code = NULL, {Freed}
        WHERE id = @id AND status = 'generating'
        """, "now", "actual", "returned", "request", "id");

    readonly Statement _completeLate = new(session.Connection, $"""
        UPDATE order_items SET status = 'complete', completed_at = @now, actual_parameter_set = @actual, return_parameter_set = @returned,
            provider_request_id = coalesce(@request, provider_request_id), error_message = NULL, error_code = NULL, not_before = NULL, {Freed}
        WHERE id = @id AND status IN ('pending', 'failed')
        """, "now", "actual", "returned", "request", "id");

    readonly Statement _fail = new(session.Connection, $"""
        UPDATE order_items SET status = 'failed', completed_at = @now, error_message = @message, error_code = @code,
            actual_parameter_set = coalesce(@actual, actual_parameter_set), {Freed} {Held}
        """, "now", "message", "code", "actual", "id", "owner");

    readonly Statement _retry = new(session.Connection, $"""
        UPDATE order_items SET status = 'pending', retry_count = retry_count + @counted, not_before = @notBefore, error_message = @message,
            error_code = @code, provider_request_id = NULL, {Freed} {Held}
        """, "now", "counted", "notBefore", "message", "code", "id", "owner");

    readonly Statement _cancel = new(session.Connection, $"UPDATE order_items SET status = 'cancelled', completed_at = @now, {Freed} {Held}", "now", "id", "owner");

    readonly Statement _release = new(session.Connection, $"UPDATE order_items SET {Freed} {Held}", "now", "id", "owner");

    readonly Statement _later = new(session.Connection, $"""
        UPDATE order_items SET lease_owner = NULL, lease_expires_at = @until, progress = NULL, error_message = @message, updated_at = @now {Held}
        """, "until", "message", "now", "id", "owner");

    readonly Statement _hold = new(session.Connection, $"""
        UPDATE order_items SET error_message = @message, error_code = 'unknown', lease_owner = NULL, lease_expires_at = NULL, progress = NULL,
            updated_at = @now {Held}
        """, "message", "now", "id", "owner");

    /// <summary>What that node held is free: it is known to be dead.</summary>
    public void ExpireLeases(string owner) => _expire.Execute(session.Transaction, session.Now.AddSeconds(-1), owner);

    public List<ClaimedRow> Claim(Guid order, int count, string owner, DateTime leaseEnds)
    {
        var rows = new List<ClaimedRow>(count);
        using (var reader = _claim.Read(session.Transaction, owner, leaseEnds, session.Now, session.Dialect.Id(order), count))
        {
            while (reader.Read()) rows.Add(Row(reader));
        }

        rows.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return rows;
    }

    /// <summary>Takes over an item that is under way and whose former holder is gone: it let go of it, its lease has run out, or it is known to be dead.</summary>
    public bool Adopt(Guid item, string? former, string owner, DateTime leaseEnds, bool isDead = false) =>
        _adopt.Execute(session.Transaction, owner, leaseEnds, session.Now, session.Dialect.Id(item), former, isDead ? 1 : 0) == 1;

    /// <summary>
    /// Holds on to those that are still held. Only what the caller really works on is named: an item it lost sight of must come free.
    /// </summary>
    public void Renew(IReadOnlyCollection<Guid> items, string owner, DateTime leaseEnds) =>
        _renew.ExecuteAll(session.Transaction, [.. items.Select(item => new object?[] { leaseEnds, session.Dialect.Id(item), owner })]);

    /// <summary>Holds on to one; false when it is another's by now.</summary>
    public bool Renew(Guid item, string owner, DateTime leaseEnds) => _renew.Execute(session.Transaction, leaseEnds, session.Dialect.Id(item), owner) == 1;

    /// <summary>Back in the queue as if it had never been claimed.</summary>
    public bool GiveBack(Guid item, string owner) => _giveBack.Execute(session.Transaction, session.Now, session.Dialect.Id(item), owner) == 1;

    public bool Accept(Guid item, string owner, string requestId, ParameterSet actual) =>
        _accept.Execute(session.Transaction, Short(requestId), Json(actual), session.Now, session.Dialect.Id(item), owner) == 1;

    /// <summary>
    /// The results are there, so they count whoever holds the items by now: the caller has ended their open attempts in this transaction.
    /// </summary>
    public void Complete(IReadOnlyList<Completion> made) => _complete.ExecuteAll(session.Transaction, [.. made.Select(Values)]);

    /// <summary>Results came after their attempts had been given up: the items need not be made again.</summary>
    public void CompleteLate(IReadOnlyList<Completion> made) => _completeLate.ExecuteAll(session.Transaction, [.. made.Select(Values)]);

    public bool Fail(Guid item, string owner, string message, string code, ParameterSet? actual) =>
        _fail.Execute(session.Transaction, session.Now, message, code, Json(actual), session.Dialect.Id(item), owner) == 1;

    /// <summary>Back in the queue for later; <paramref name="counts"/> when it uses up one of the item's retries.</summary>
    public bool Retry(Guid item, string owner, string message, string code, DateTime? notBefore, bool counts) =>
        _retry.Execute(session.Transaction, session.Now, counts ? 1 : 0, notBefore, message, code, session.Dialect.Id(item), owner) == 1;

    public bool Cancel(Guid item, string owner) => _cancel.Execute(session.Transaction, session.Now, session.Dialect.Id(item), owner) == 1;

    /// <summary>Still under way at the provider, but no longer followed by this process.</summary>
    public bool Release(Guid item, string owner) => _release.Execute(session.Transaction, session.Now, session.Dialect.Id(item), owner) == 1;

    /// <summary>Made at the provider, but not to be fetched now: whoever works then looks again after that moment.</summary>
    public bool Later(Guid item, string owner, string message, DateTime until) =>
        _later.Execute(session.Transaction, until, message, session.Now, session.Dialect.Id(item), owner) == 1;

    /// <summary>Nobody holds it and nobody may claim it: its attempt's end is unknown.</summary>
    public bool Hold(Guid item, string owner, string message) => _hold.Execute(session.Transaction, message, session.Now, session.Dialect.Id(item), owner) == 1;

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_claim, _adopt, _renew, _expire, _giveBack, _accept, _complete, _completeLate, _fail, _retry, _cancel, _release, _later, _hold]) statement.Dispose();
    }

    /// <summary>The item only shows it; the whole id is the attempt's.</summary>
    static string? Short(string? requestId) => requestId?.Length > OrderItem.LongestRequestId ? requestId[..OrderItem.LongestRequestId] : requestId;

    object?[] Values(Completion made) =>
        [session.Now, Json(made.Actual), Json(made.Returned), Short(made.End.RequestId), session.Dialect.Id(made.Item)];

    object? Json(ParameterSet? set) => set is null ? null : session.Dialect.Json(set.ToJson());

    ClaimedRow Row(DbDataReader reader) =>
        new(session.Dialect.ReadId(reader, 0), reader.GetInt32(1), reader.IsDBNull(2) ? "{}" : reader.GetString(2), reader.GetInt32(3));
}
