namespace ArtFactory.Data.Copying;

/// <summary>A database that takes another's rows.</summary>
public interface ICopyTarget : IAsyncDisposable
{
    /// <summary>Empties the tables named and marks the database as a copy from there, both or neither.</summary>
    Task BeginAsync(string origin, IEnumerable<CopyTable> emptied, CancellationToken cancellationToken = default);

    /// <summary>Where the rows come from, and how far each table is that was begun.</summary>
    Task<(string? Origin, IReadOnlyDictionary<string, CopyMark> Marks)> MarksAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes rows and the mark behind them, both or neither.</summary>
    /// <exception cref="DatabaseUnusableException">The engine cannot keep a value; the message names the row and the column.</exception>
    Task WriteAsync(CopyTable table, IReadOnlyList<object?[]> rows, CopyMark mark, CancellationToken cancellationToken = default);

    /// <summary>Makes what is derived from the rows and not counted by them: search, sequences, statistics.</summary>
    Task FinishAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes the marks away: from here on it is a library like any other.</summary>
    Task EndAsync(CancellationToken cancellationToken = default);
}
