using System.Data.Common;
using System.Text.Json;

namespace ArtFactory.Data.Postgres;

/// <summary>Values as <see cref="PostgresFactoryContext"/> stores them.</summary>
sealed class PostgresDialect : ISqlDialect
{
    public object Id(Guid id) => id;

    public Guid ReadId(DbDataReader row, int column) => row.GetGuid(column);

    public object Money(decimal amount) => amount;

    public decimal ReadMoney(DbDataReader row, int column) => row.GetDecimal(column);

    // The driver sends a string as text, which the server does not take for jsonb; of this one it knows what it is.
    public object Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public string? ChangeStamp => null;
}
