using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes <c>generation_logs</c>, in the transaction of what it tells about.</summary>
sealed class LogTable(LedgerSession session) : IDisposable
{
    readonly Statement _insert = new(session.Connection,
        "INSERT INTO generation_logs (id, order_item_id, timestamp, level, message, details) VALUES (@id, @item, @now, @level, @message, @details)",
        "id", "item", "now", "level", "message", "details");

    public void Write(IReadOnlyList<LogEntry> lines) => _insert.ExecuteAll(session.Transaction, [.. lines.Select(Values)]);

    public void Info(Guid item, string message, string? detailsJson = null) => Write([LogEntry.Info(item, message, detailsJson)]);

    public void Warning(Guid item, string message, string? detailsJson = null) => Write([LogEntry.Warning(item, message, detailsJson)]);

    public void Error(Guid item, string message, string? detailsJson = null) => Write([new(item, "ERROR", message, detailsJson)]);

    public void Dispose() => _insert.Dispose();

    object?[] Values(LogEntry line) =>
    [
        session.Dialect.Id(FactoryId.New()), session.Dialect.Id(line.Item), session.Now, line.Level, line.Message,
        line.DetailsJson is null ? null : session.Dialect.Json(line.DetailsJson),
    ];
}
