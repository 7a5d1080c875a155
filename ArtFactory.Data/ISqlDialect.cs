using System.Data.Common;

namespace ArtFactory.Data;

/// <summary>
/// How hand-written commands of hot paths bind and read values, and the few words of SQL in which engines differ. Text, whole
/// numbers, doubles and UTC DateTimes need none of it.
/// </summary>
public interface ISqlDialect
{
    /// <summary>An id as a parameter's value.</summary>
    object Id(Guid id);

    Guid ReadId(DbDataReader row, int column);

    /// <summary>US dollars as a parameter's value.</summary>
    object Money(decimal amount);

    decimal ReadMoney(DbDataReader row, int column);

    /// <summary>JSON text as a parameter's value.</summary>
    object Json(string json);

    /// <summary>What follows the sub-select that picks rows to claim, so that claimers do not wait for each other.</summary>
    string SkipLocked { get; }

    /// <summary>A query of one number that differs when another connection has committed; null where the engine tells by itself.</summary>
    string? ChangeStamp { get; }
}
