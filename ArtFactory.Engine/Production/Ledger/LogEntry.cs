namespace ArtFactory.Engine.Production.Ledger;

/// <summary>A line of an item's log.</summary>
readonly record struct LogEntry(Guid Item, string Level, string Message, string? DetailsJson = null)
{
    public static LogEntry Info(Guid item, string message, string? detailsJson = null) => new(item, "INFO", message, detailsJson);

    public static LogEntry Warning(Guid item, string message, string? detailsJson = null) => new(item, "WARNING", message, detailsJson);
}
