using ArtFactory.Data.Copying;
using NpgsqlTypes;

namespace ArtFactory.Data.Postgres;

/// <summary>A kind of column as <see cref="PostgresFactoryContext"/> keeps it.</summary>
static class PostgresCopyValue
{
    public static NpgsqlDbType TypeOf(CopyKind kind) => kind switch
    {
        CopyKind.Id => NpgsqlDbType.Uuid,
        CopyKind.Text => NpgsqlDbType.Text,
        CopyKind.Json => NpgsqlDbType.Jsonb,
        CopyKind.Moment => NpgsqlDbType.TimestampTz,
        CopyKind.Day => NpgsqlDbType.Date,
        CopyKind.Money => NpgsqlDbType.Numeric,
        CopyKind.Whole => NpgsqlDbType.Integer,
        CopyKind.Wide => NpgsqlDbType.Bigint,
        CopyKind.Real => NpgsqlDbType.Double,
        CopyKind.Flag => NpgsqlDbType.Boolean,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no type for it."),
    };
}
