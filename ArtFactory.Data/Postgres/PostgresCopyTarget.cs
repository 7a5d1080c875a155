using System.Globalization;
using System.Text.RegularExpressions;
using ArtFactory.Data.Copying;
using ArtFactory.Data.Postgres.Triggers;
using Npgsql;
using NpgsqlTypes;

namespace ArtFactory.Data.Postgres;

/// <summary>
/// A database of a server that takes another's rows, by binary COPY. The triggers that count are off within each transaction and on
/// again at its end, so that whatever ends the copy leaves them on; those that keep the search stay on.
/// </summary>
sealed partial class PostgresCopyTarget : ICopyTarget
{
    static readonly ILookup<string, string> Counting = PostgresTriggers.All.Except(SearchTriggers.All).ToLookup(t => t.Table, t => t.Name, StringComparer.Ordinal);
    readonly NpgsqlConnection _connection;

    PostgresCopyTarget(NpgsqlConnection connection) => _connection = connection;

    public static async Task<PostgresCopyTarget> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var target = new PostgresCopyTarget(connection);

        // The marks are in the same transactions: what a failing server loses, it loses with them.
        await target.RunAsync("SET synchronous_commit = off", cancellationToken);
        return target;
    }

    public async Task BeginAsync(string origin, IEnumerable<CopyTable> emptied, CancellationToken cancellationToken = default)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in emptied) await RunAsync($"DELETE FROM \"{table.Name}\"", cancellationToken);
        await CopyMarks.CreateAsync(_connection, transaction, origin, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task<(string? Origin, IReadOnlyDictionary<string, CopyMark> Marks)> MarksAsync(CancellationToken cancellationToken = default) =>
        CopyMarks.ReadAsync(_connection, cancellationToken);

    public async Task WriteAsync(CopyTable table, IReadOnlyList<object?[]> rows, CopyMark mark, CancellationToken cancellationToken = default)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await SwitchAsync(table, "DISABLE", cancellationToken);
        try
        {
            await CopyAsync(table, rows, cancellationToken);
        }
        catch (PostgresException fault)
        {
            throw new DatabaseUnusableException(Explain(table, rows, fault), fault);
        }

        await SwitchAsync(table, "ENABLE", cancellationToken);
        await CopyMarks.SetAsync(_connection, transaction, mark, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task FinishAsync(CancellationToken cancellationToken = default)
    {
        await RunAsync(PostgresSequences.Follow, cancellationToken);
        await RunAsync("ANALYZE", cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken = default)
    {
        // With this commit, all before it are on the disk.
        await RunAsync("SET synchronous_commit = on", cancellationToken);
        await CopyMarks.DropAsync(_connection, cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    async Task CopyAsync(CopyTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        var types = table.Columns.Select(c => PostgresCopyValue.TypeOf(c.Kind)).ToArray();
        await using var import = await _connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        import.Timeout = TimeSpan.Zero;
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancellationToken);
            for (var i = 0; i < row.Length; i++) await WriteAsync(import, row[i], types[i], cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }

    static Task WriteAsync(NpgsqlBinaryImporter import, object? value, NpgsqlDbType type, CancellationToken cancellationToken) => value switch
    {
        null => import.WriteNullAsync(cancellationToken),
        string text => import.WriteAsync(text, type, cancellationToken),
        Guid id => import.WriteAsync(id, type, cancellationToken),

        // The server keeps microseconds: what is smaller is cut, for moments of any century.
        DateTime moment => import.WriteAsync(new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc), type, cancellationToken),
        int whole => import.WriteAsync(whole, type, cancellationToken),
        long wide => import.WriteAsync(wide, type, cancellationToken),
        bool flag => import.WriteAsync(flag, type, cancellationToken),
        decimal money => import.WriteAsync(money, type, cancellationToken),
        double real => import.WriteAsync(real, type, cancellationToken),
        DateOnly day => import.WriteAsync(day, type, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "There is no form for it."),
    };

    async Task SwitchAsync(CopyTable table, string how, CancellationToken cancellationToken)
    {
        foreach (var trigger in Counting[table.Name]) await RunAsync($"ALTER TABLE \"{table.Name}\" {how} TRIGGER {trigger}", cancellationToken);
    }

    /// <summary>The server names the row by its place in what it was sent.</summary>
    static string Explain(CopyTable table, IReadOnlyList<object?[]> rows, PostgresException fault)
    {
        var reason = fault.SqlState switch
        {
            PostgresErrorCodes.CharacterNotInRepertoire => "a text with a zero byte, which PostgreSQL cannot keep",
            PostgresErrorCodes.UntranslatableCharacter => "JSON with \\u0000 or half a character, which PostgreSQL cannot keep",
            PostgresErrorCodes.InvalidTextRepresentation => "JSON that is none",
            PostgresErrorCodes.StringDataRightTruncation => $"a text that is too long ({fault.MessageText})",
            _ => $"what PostgreSQL refuses ({fault.MessageText})",
        };
        const string advice = "Correct the row where it comes from, then go on with --resume.";
        var place = Place().Match(fault.Where ?? "");
        if (!place.Success || !int.TryParse(place.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line) || line < 1 || line > rows.Count)
            return $"{table.Name}: between the rows {CopyKey.Describe(table, rows[0])} and {CopyKey.Describe(table, rows[^1])} is {reason}. {advice}";
        var column = place.Groups["column"] is { Success: true } named ? $"{named.Value} holds" : "it holds";
        return $"{table.Name}, row {CopyKey.Describe(table, rows[line - 1])}: {column} {reason}. {advice}";
    }

    async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"COPY \w+, line (?<line>\d+)(, column (?<column>\w+))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
