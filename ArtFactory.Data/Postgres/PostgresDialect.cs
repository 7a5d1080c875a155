using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ArtFactory.Data.Postgres;

/// <summary>Values as <see cref="PostgresFactoryContext"/> stores them.</summary>
sealed partial class PostgresDialect : ISqlDialect
{
    public object Id(Guid id) => id;

    public Guid ReadId(DbDataReader row, int column) => row.GetGuid(column);

    public object Money(decimal amount) => amount;

    public decimal ReadMoney(DbDataReader row, int column) => row.GetDecimal(column);

    // The driver sends a string as text, which the server does not take for jsonb; of this one it knows what it is.
    public object Json(string json) => JsonSerializer.Deserialize<JsonElement>(Storable(json));

    public string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public string? ChangeStamp => null;

    /// <summary>Valid JSON may name letters that are none, a NUL or half a pair: the server takes no such document, so they are marked as lost.</summary>
    static string Storable(string json) => json.Contains("\\u", StringComparison.Ordinal)
        ? Escapes().Replace(json, escape => escape.Groups["none"].Success ? "\\ufffd" : escape.Value)
        : json;

    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<none>u0000|u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Escapes();
}
