using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Writes <c>generation_logs</c>, in the transaction of what it tells about.</summary>
sealed class LogTable(LedgerSession session) : IDisposable
{
    readonly Statement _insert = new(session.Connection,
        "INSERT INTO generation_logs (id, order_item_id, timestamp, level, message, details) VALUES (@id, @item, @now, @level, @message, @details)",
        "id", "item", "now", "level", "message", "details");

    public void Info(Guid item, string message, string? detailsJson = null) => Write(item, "INFO", message, detailsJson);

    public void Warning(Guid item, string message, string? detailsJson = null) => Write(item, "WARNING", message, detailsJson);

    public void Error(Guid item, string message, string? detailsJson = null) => Write(item, "ERROR", message, detailsJson);

    public void Dispose() => _insert.Dispose();

    void Write(Guid item, string level, string message, string? detailsJson) => _insert.Execute(session.Transaction,
        session.Dialect.Id(FactoryId.New()), session.Dialect.Id(item), session.Now, level, message, detailsJson is null ? null : session.Dialect.Json(detailsJson));
}
