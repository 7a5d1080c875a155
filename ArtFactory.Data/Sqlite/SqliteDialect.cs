using System.Data.Common;

namespace ArtFactory.Data.Sqlite;

/// <summary>Values as <see cref="SqliteFactoryContext"/> stores them.</summary>
sealed class SqliteDialect : ISqlDialect
{
    const decimal Millionths = 1_000_000m;

    public object Id(Guid id) => id.ToByteArray(bigEndian: true);

    public Guid ReadId(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public object Money(decimal amount) => (long)decimal.Round(amount * Millionths, 0, MidpointRounding.AwayFromZero);

    public decimal ReadMoney(DbDataReader row, int column) => row.GetInt64(column) / Millionths;

    public object Json(string json) => json;

    // One writer at a time: there is nobody to skip.
    public string SkipLocked => "";

    public string ChangeStamp => "PRAGMA data_version";
}
