using System.Data.Common;
using System.Globalization;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>Reads moments (UTC) from hand-written statements: one engine gives text, another a time.</summary>
static class RowMoment
{
    public static DateTime Of(DbDataReader row, int column) => row.GetFieldType(column) == typeof(string)
        ? DateTime.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    public static DateTime? OrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Of(row, column);
}
