using ArtFactory.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ArtFactory.Tests.Data;

public sealed class PostgresConnectionsTests
{
    [Fact]
    public async Task A_statement_that_is_repeated_is_prepared_on_the_server()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var connection = await database.Engine.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM orders WHERE priority > @least";
        var least = command.CreateParameter();
        (least.ParameterName, least.Value) = ("@least", 1);
        command.Parameters.Add(least);
        for (var i = 0; i < 3; i++) await command.ExecuteScalarAsync();

        command.Parameters.Clear();
        command.CommandText = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%priority >%'";
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task What_the_connection_string_leaves_open_is_set_for_people_who_wait()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var settings = await SettingsAsync(database.Engine);
        (settings.Timeout, settings.MaxAutoPrepare, settings.AutoPrepareMinUsages, settings.KeepAlive, settings.ApplicationName).ShouldBe((5, 200, 2, 30, "Art Factory"));
    }

    [Fact]
    public async Task What_the_connection_string_says_holds_whatever_it_calls_a_setting()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var own = database.Options.ConnectionString + ";timeout=17;MaxAutoPrepare=0;Auto Prepare Min Usages=9;KEEPALIVE=3;Application Name=mine";
        await using var services = TestDatabase.Build(new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = own, Path = database.Options.Path });
        var engine = services.GetRequiredService<IDatabaseEngine>();
        var settings = await SettingsAsync(engine);
        (settings.Timeout, settings.MaxAutoPrepare, settings.AutoPrepareMinUsages, settings.KeepAlive, settings.ApplicationName).ShouldBe((17, 0, 9, 3, "mine"));
        await engine.CloseAsync();
    }

    static async Task<NpgsqlConnectionStringBuilder> SettingsAsync(IDatabaseEngine engine)
    {
        await using var connection = await engine.OpenConnectionAsync();
        return new(connection.ConnectionString);
    }
}
