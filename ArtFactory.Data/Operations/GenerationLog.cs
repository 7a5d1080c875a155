namespace ArtFactory.Data.Operations;

/// <summary>One line of what happened to an item.</summary>
public sealed class GenerationLog
{
    public Guid Id { get; set; }
    public Guid? OrderItemId { get; set; }
    public DateTime Timestamp { get; set; }
    public LogSeverity Level { get; set; }
    public required string Message { get; set; }
    public ParameterSet? Details { get; set; }
}
