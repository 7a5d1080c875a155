using ArtFactory.Data;

namespace ArtFactory.Tests.Data;

/// <summary>Each kind of change between two runs, often enough for a driver to have prepared the statement.</summary>
public sealed class RepeatedCommandTests
{
    [Theory, Engines]
    public async Task Every_run_sees_its_own_values(string engine) =>
        (await RunAsync(engine, [1, 2, 3, 4, 5])).ShouldBe([1, 2, 3, 4, 5]);

    [Theory, Engines]
    public async Task Values_of_other_types_are_taken_as_what_they_are(string engine) =>
        (await RunAsync(engine, [1, 2, 3, 4L, 5L, 6L, 7, 8.5m, 9.5m, 10])).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8.5m, 9.5m, 10]);

    [Theory, Engines]
    public async Task Nothing_at_first_and_a_narrower_number_than_the_columns_later(string engine) =>
        (await RunAsync(engine, [DBNull.Value, DBNull.Value, DBNull.Value, 4, 5, DBNull.Value, 7])).ShouldBe([null, null, null, 4, 5, null, 7]);

    [Fact]
    public async Task A_missing_value_is_said_before_anything_runs()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.Engine.OpenConnectionAsync();
        using var command = new RepeatedCommand(connection, "SELECT @a, @b", "@a", "@b");
        Should.Throw<ArgumentException>(() => command.With(null, [1])).Message.ShouldContain("2 values are wanted, not 1");
    }

    /// <summary>Writes each value into a column of large numbers, and answers what the column then holds.</summary>
    static async Task<IReadOnlyList<decimal?>> RunAsync(string engine, object[] values)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var connection = await database.Engine.OpenConnectionAsync();
        await using (var table = connection.CreateCommand())
        {
            table.CommandText = "CREATE TEMPORARY TABLE held (position BIGINT, number NUMERIC, large BIGINT)";
            await table.ExecuteNonQueryAsync();
        }

        using var command = new RepeatedCommand(connection, "INSERT INTO held (position, number, large) VALUES (@position, @number, @large)", "@position", "@number", "@large");
        for (var i = 0; i < values.Length; i++) await command.With(null, [(long)i, values[i], values[i] is decimal ? DBNull.Value : values[i]]).ExecuteNonQueryAsync();
        await using var reading = connection.CreateCommand();
        reading.CommandText = "SELECT number, large FROM held ORDER BY position";
        await using var reader = await reading.ExecuteReaderAsync();
        var found = new List<decimal?>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.IsDBNull(0) ? null : reader.GetDecimal(0));
            if (!reader.IsDBNull(1)) ((decimal)reader.GetInt64(1)).ShouldBe(found[^1]!.Value);
        }

        return found;
    }
}
