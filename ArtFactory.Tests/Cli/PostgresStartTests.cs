using ArtFactory.Tests.Data;
using Npgsql;

namespace ArtFactory.Tests.Cli;

/// <summary>A start with a configuration that cannot work: one line that says what to do, never a trace, never the password.</summary>
public sealed class PostgresStartTests
{
    const string Secret = "not-the-pass-word";

    [Fact]
    public async Task Without_a_connection_string_it_says_what_one_looks_like() => await RefusedAsync("", "Database:ConnectionString is empty", "Host=127.0.0.1;Database=");

    [Theory]
    [InlineData("nonsense without an equals sign")]
    [InlineData("Host=127.0.0.1;Port=many;Database=x;Password=" + Secret)]
    [InlineData("Host=127.0.0.1;Databse=x;Password=" + Secret)]
    public async Task A_connection_string_that_is_none_is_refused(string text) => await RefusedAsync(text, "cannot be read as a PostgreSQL connection string");

    [Fact]
    public async Task A_connection_string_without_a_server_or_database_is_refused()
    {
        await RefusedAsync("Database=x", "names no Host");
        await RefusedAsync("Host=127.0.0.1", "names no Database");
    }

    [Fact]
    public async Task A_wrong_password_names_the_user_and_the_setting()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await RefusedAsync(cluster.ConnectionString("postgres", password: Secret), $"does not let the user '{PostgresCluster.User}' in", "Username and Password");
    }

    [Fact]
    public async Task A_server_that_is_down_is_named()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await RefusedAsync($"Host=127.0.0.1;Port={port};Database=x;Username=u;Password={Secret}", $"No PostgreSQL server answers at 127.0.0.1:{port}", "Start it");
    }

    [Fact]
    public async Task A_missing_database_comes_with_the_statement_that_makes_it()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await RefusedAsync(cluster.ConnectionString("not_there"), "There is no database 'not_there'", "CREATE DATABASE");
    }

    [Fact]
    public async Task Missing_rights_come_with_the_statement_that_grants_them()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var name = await cluster.NewDatabaseAsync();
        try
        {
            await cluster.RunSqlAsync($"ALTER DATABASE {name} OWNER TO postgres");
            await RefusedAsync(cluster.ConnectionString(name), "may not make tables in the schema 'public'", "GRANT");
        }
        finally
        {
            await cluster.DropAsync(name);
        }
    }

    [Fact]
    public async Task Another_encoding_is_refused()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var name = await cluster.NewDatabaseAsync();
        await cluster.DropAsync(name);
        await cluster.RunSqlAsync($"CREATE DATABASE {name} OWNER {PostgresCluster.User} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try
        {
            await RefusedAsync(cluster.ConnectionString(name), "keeps texts as LATIN1", "ENCODING 'UTF8'");
        }
        finally
        {
            await cluster.DropAsync(name);
        }
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using (var connection = await database.Engine.OpenConnectionAsync())
        await using (var command = (NpgsqlCommand)connection.CreateCommand())
        {
            command.CommandText = "INSERT INTO migration_history (version, description) VALUES ('20990101000000_Future', 'Future')";
            await command.ExecuteNonQueryAsync();
        }

        await RefusedAsync(database.Options.ConnectionString, "made by a newer version", "20990101000000_Future");
    }

    [Fact]
    public async Task A_worker_on_a_file_is_told_what_it_needs()
    {
        using var data = new TemporaryData();
        var answer = await data.RunAsync("worker");
        answer.ExitCode.ShouldBe(1);
        answer.Error.ShouldContain("Set Database:Engine to PostgreSQL");
    }

    static async Task RefusedAsync(string connectionString, params string[] words)
    {
        using var data = new TemporaryData();
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(data.Root).FullName, "appsettings.json"), System.Text.Json.JsonSerializer.Serialize(new
        {
            Database = new { Engine = "PostgreSQL", ConnectionString = connectionString },
        }));
        var answer = await data.RunAsync("models");
        answer.ExitCode.ShouldBe(1);
        foreach (var word in words) answer.Error.ShouldContain(word);
        answer.Error.Trim().Split('\n').ShouldHaveSingleItem();
        answer.Error.ShouldNotContain(Secret);
        answer.Error.ShouldNotContain(PostgresCluster.Password);
        answer.Error.ShouldNotContain("Exception");
    }
}
