using System.Data.Common;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production.Recovery;

/// <summary>Finds items under way that nobody works on.</summary>
sealed class LostItems(IDatabaseEngine engine, ISqlDialect dialect, RunningItems running, TimeProvider time)
{
    const string Query = """
        SELECT i.id, i.order_id, i.sequence_number, i.generation_parameter_set, i.retry_count, i.lease_owner,
            CASE WHEN o.status = 'cancelled' OR o.deleted_at IS NOT NULL THEN 1 ELSE 0 END,
            o.project_id, o.provider, o.model, o.model_modality, o.priority, o.seed,
            a.id, a.state, a.price_ceiling, a.provider_request_id, a.response, a.reserved_at, a.submitted_at, a.asked_count, a.ask_after, a.connection_fingerprint
        FROM order_items i JOIN orders o ON o.id = i.order_id
        LEFT JOIN generation_attempts a ON a.order_item_id = i.id
            AND a.attempt_number = (SELECT max(attempt_number) FROM generation_attempts WHERE order_item_id = i.id)
        WHERE i.status = 'generating' AND (@all = 1 OR i.lease_expires_at IS NULL OR i.lease_expires_at < @now)
        """;

    /// <summary>What runs in this process is not lost, however its lease stands; what it holds without a run is.</summary>
    /// <param name="all">Also those whose lease still runs: right for who knows that no other line is alive.</param>
    public async Task<IReadOnlyList<LostItem>> FindAsync(bool all, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenConnectionAsync(cancellationToken);
        using var query = new Statement(connection, Query, "all", "now");
        var found = new List<LostItem>();
        await using var reader = query.Read(null, all ? 1 : 0, time.GetUtcNow().UtcDateTime);
        while (await reader.ReadAsync(cancellationToken))
        {
            var item = Row(reader);
            if (!running.Has(item.ItemId)) found.Add(item);
        }

        return found;
    }

    LostItem Row(DbDataReader row) => new()
    {
        ItemId = dialect.ReadId(row, 0),
        OrderId = dialect.ReadId(row, 1),
        Sequence = row.GetInt32(2),
        Parameters = Text(row, 3) ?? "{}",
        RetryCount = row.GetInt32(4),
        FormerOwner = Text(row, 5),
        IsCancelled = row.GetInt64(6) != 0,
        ProjectId = row.IsDBNull(7) ? null : dialect.ReadId(row, 7),
        Provider = row.GetString(8),
        Model = row.GetString(9),
        Modality = Text(row, 10),
        Priority = row.GetInt32(11),
        Seed = unchecked((ulong)row.GetInt64(12)),
        AttemptId = row.IsDBNull(13) ? null : dialect.ReadId(row, 13),
        AttemptState = row.IsDBNull(14) ? null : Enum.Parse<AttemptState>(row.GetString(14), ignoreCase: true),
        Ceiling = row.IsDBNull(15) ? 0 : dialect.ReadMoney(row, 15),
        RequestId = Text(row, 16),
        Response = ParameterSet.Parse(Text(row, 17)),
        ReservedAt = RowMoment.OrNull(row, 18) ?? default,
        SubmittedAt = RowMoment.OrNull(row, 19),
        AskedCount = row.IsDBNull(20) ? 0 : row.GetInt32(20),
        AskAfter = RowMoment.OrNull(row, 21),
        ConnectionFingerprint = Text(row, 22),
    };

    static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
