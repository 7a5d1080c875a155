namespace ArtFactory.Data.Operations;

/// <summary>The intent and progress of one long piece of work; a restart takes up what is not ended.</summary>
public sealed class BackgroundJob : IKeptRow
{
    public Guid Id { get; set; }

    /// <summary>What is to be done: <c>expand-order</c>, <c>derive-missing</c>, <c>purge-trash</c>, ...</summary>
    public required string Kind { get; set; }

    /// <summary>What it works on, for instance an order.</summary>
    public Guid? SubjectId { get; set; }

    public BackgroundJobState State { get; set; }
    public ParameterSet? Arguments { get; set; }
    public int Done { get; set; }

    /// <summary>Null while unknown.</summary>
    public int? Total { get; set; }

    public bool CancelRequested { get; set; }
    public string? ErrorMessage { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? EndedAt { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
