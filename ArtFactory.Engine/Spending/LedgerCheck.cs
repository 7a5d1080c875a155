using System.Data.Common;
using System.Globalization;
using ArtFactory.Data;

namespace ArtFactory.Engine.Spending;

/// <summary>One statement a comparison, so that each sees one moment while the line works on.</summary>
sealed class LedgerCheck(IDatabaseEngine engine, ISqlDialect dialect) : ILedgerCheck
{
    const string Spent = "coalesce(cost, 0)";
    const string Reserved = "CASE WHEN state IN ('reserved', 'submitted', 'unknown') THEN price_ceiling ELSE 0 END";

    static readonly string Orders = Kept("orders", "order_id", "'Order'");
    static readonly string Projects = Kept("projects", "project_id", "'Project'");

    const string Days = $"""
        SELECT provider, model, sum(spent), sum(reserved), sum(paid), sum(held) FROM (
            SELECT provider, model, spent, reserved, 0 AS paid, 0 AS held FROM spend_days
            UNION ALL SELECT provider, model, 0, 0, {Spent}, {Reserved} FROM generation_attempts) lines
        GROUP BY provider, model HAVING sum(spent) <> sum(paid) OR sum(reserved) <> sum(held)
        """;

    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await engine.OpenConnectionAsync(cancellationToken);
        var faults = new List<string>();
        foreach (var query in (string[])[Orders, Projects])
            await ReadAsync(connection, query, row => faults.Add(Words($"{row.GetString(1)} {dialect.ReadId(row, 0)}", row)), cancellationToken);
        await ReadAsync(connection, Days, row => faults.Add(Words($"The sums of the days of {row.GetString(0)}/{row.GetString(1)}", row)), cancellationToken);
        return faults;
    }

    /// <summary>Rows whose kept sums differ from those of their attempts.</summary>
    static string Kept(string table, string column, string kind) => $"""
        SELECT o.id, {kind}, o.cost_spent, o.cost_reserved, coalesce(s.paid, 0), coalesce(s.held, 0) FROM {table} o
        LEFT JOIN (SELECT {column} AS owner, sum({Spent}) AS paid, sum({Reserved}) AS held FROM generation_attempts GROUP BY {column}) s ON s.owner = o.id
        WHERE o.cost_spent <> coalesce(s.paid, 0) OR o.cost_reserved <> coalesce(s.held, 0)
        """;

    string Words(string subject, DbDataReader row) => string.Create(CultureInfo.InvariantCulture,
        $"{subject}: kept as ${dialect.ReadMoney(row, 2):0.00####} spent and ${dialect.ReadMoney(row, 3):0.00####} reserved, but its attempts sum up to ${dialect.ReadMoney(row, 4):0.00####} and ${dialect.ReadMoney(row, 5):0.00####}");

    static async Task ReadAsync(DbConnection connection, string sql, Action<DbDataReader> onRow, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) onRow(reader);
    }
}
