using Microsoft.EntityFrameworkCore.Metadata;

namespace ArtFactory.Data.Copying;

/// <summary>One end of a copy from one database to another: what an engine must do to give all its rows away, or to take another's.</summary>
public interface ICopyEnd
{
    /// <summary>Which database this is, in words, without anything secret.</summary>
    string Place { get; }

    /// <summary>Whether the engine keeps this column as JSON.</summary>
    bool IsJson(IProperty property);

    /// <summary>Whether the database is a copy that has not ended: begun and killed, or found unequal.</summary>
    Task<bool> IsUnfinishedAsync(CancellationToken cancellationToken = default);

    /// <summary>All rows as they stand at this moment, whatever others write meanwhile.</summary>
    Task<ICopySource> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>The way in for rows that are complete: no trigger counts them again.</summary>
    Task<ICopyTarget> WriteAsync(CancellationToken cancellationToken = default);
}
