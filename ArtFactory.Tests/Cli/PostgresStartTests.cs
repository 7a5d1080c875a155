using ArtFactory.Data;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Hangfire.Storage;
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
    public async Task Rights_on_the_schema_alone_do_not_carry_the_job_engine_and_what_is_advised_does()
    {
        await using var role = await RestrictedRole.CreateAsync();
        await role.RunAsync($"GRANT USAGE, CREATE ON SCHEMA public TO {role.Name}");
        var advice = await role.AdviceAsync("may not make the schema 'hangfire'");
        advice.ShouldBe($"GRANT CREATE ON DATABASE \"{role.Database}\" TO \"{role.Name}\";");
        await role.RunAsync(advice);
        await role.WorksAsync();
    }

    [Fact]
    public async Task All_rights_that_are_missing_are_named_at_once()
    {
        await using var role = await RestrictedRole.CreateAsync();
        await role.RunAsync(await role.AdviceAsync("may not make tables in the schema 'public' nor make the schema 'hangfire'"));
        await role.WorksAsync();
    }

    [Fact]
    public async Task Where_the_job_engines_schema_is_no_right_on_the_database_is_needed_but_one_on_it_is()
    {
        await using var role = await RestrictedRole.CreateAsync();
        await role.RunAsync($"GRANT USAGE, CREATE ON SCHEMA public TO {role.Name}; CREATE SCHEMA hangfire; GRANT USAGE ON SCHEMA hangfire TO {role.Name}");
        await role.RunAsync(await role.AdviceAsync("may not use the schema 'hangfire'"));
        await role.WorksAsync();
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

    [Theory]
    [InlineData("9.6.24", "9.6.24")]
    [InlineData("12.22 (Debian 12.22-1.pgdg120+1)", "12.22")]
    [InlineData("13.21", "13.21")]
    public async Task An_older_server_is_refused_with_its_version_and_the_one_that_is_needed(string told, string version)
    {
        await using var front = new PostgresFront(await PostgresCluster.SharedAsync(), told);
        foreach (var start in (string[][])[["models"], ["serve", "--port", "0"], ["worker"]])
        {
            var line = await RefusedAsync(front.ConnectionString("postgres"), start, $"The PostgreSQL server at 127.0.0.1:{front.Port} is version {version}", "at least 14 is needed");
            line.ShouldEndWith("Upgrade the server, or name a newer one in Database:ConnectionString.");
        }

        var checkup = await StartAsync(front.ConnectionString("postgres"), "doctor");
        checkup.ExitCode.ShouldBe(1);
        checkup.Output.Split('\n').ShouldContain(l => l.StartsWith("fail  database", StringComparison.Ordinal) && l.Contains($"is version {version}; at least 14 is needed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_oldest_server_that_will_do_is_taken()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var front = new PostgresFront(await PostgresCluster.SharedAsync(), "14.0");
        (await StartAsync(front.ConnectionString(new NpgsqlConnectionStringBuilder(database.Options.ConnectionString).Database!))).ShouldEndWith(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=" + Secret)]
    public async Task The_checkup_tells_what_is_wrong_with_the_server_and_goes_on(string connectionString)
    {
        var answer = await StartAsync(connectionString, "doctor");
        answer.ExitCode.ShouldBe(1);
        answer.Output.ShouldContain(connectionString.Length == 0 ? "fail  settings" : "No PostgreSQL server answers at 127.0.0.1:1");
        answer.Output.ShouldNotContain("another program holds the file");
        (answer.Output + answer.Error).ShouldNotContain(Secret);
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

    [Fact, Trait("speed", "slow")]
    public async Task The_first_start_on_an_empty_database_raises_no_false_alarm()
    {
        await using var data = await EngineData.CreateAsync(TestDatabase.Postgres, isNew: true);
        (await FactoryProcess.RunAsync("models", "--json", "--data", data.Root)).ShouldEndWith(0).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_on_a_file_is_told_what_it_needs()
    {
        using var data = new TemporaryData();
        var answer = await data.RunAsync("worker");
        answer.ExitCode.ShouldBe(1);
        answer.Error.ShouldContain("Set Database:Engine to PostgreSQL");
    }

    static Task<string> RefusedAsync(string connectionString, params string[] words) => RefusedAsync(connectionString, ["models"], words);

    static async Task<string> RefusedAsync(string connectionString, string[] start, params string[] words)
    {
        var answer = await StartAsync(connectionString, start);
        answer.ExitCode.ShouldBe(1);
        foreach (var word in words) answer.Error.ShouldContain(word);
        answer.Error.Trim().Split('\n').ShouldHaveSingleItem();
        answer.Error.ShouldNotContain(Secret);
        answer.Error.ShouldNotContain(PostgresCluster.Password);
        answer.Error.ShouldNotContain("Exception");
        return answer.Error.Trim();
    }

    static async Task<ProgramAnswer> StartAsync(string connectionString, params string[] start)
    {
        using var data = new TemporaryData();
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(data.Root).FullName, "appsettings.json"), System.Text.Json.JsonSerializer.Serialize(new
        {
            Database = new { Engine = "PostgreSQL", ConnectionString = connectionString },
        }));
        return await data.RunAsync(start.Length == 0 ? ["models"] : start);
    }

    /// <summary>A user without a right of its own, and an empty database of somebody else's.</summary>
    sealed class RestrictedRole(PostgresCluster cluster, string database) : IAsyncDisposable
    {
        public string Name { get; } = $"r{FactoryId.New():N}";
        public string Database => database;

        string ConnectionString => cluster.ConnectionString(database, Name, Secret);

        public static async Task<RestrictedRole> CreateAsync()
        {
            var cluster = await PostgresCluster.SharedAsync();
            var role = new RestrictedRole(cluster, await cluster.NewDatabaseAsync());
            await cluster.RunSqlAsync($"ALTER DATABASE {role.Database} OWNER TO postgres", $"CREATE ROLE {role.Name} LOGIN PASSWORD '{Secret}'");
            return role;
        }

        /// <summary>Runs statements in the database as the one who may do all.</summary>
        public async Task RunAsync(string statements)
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString(database, "postgres", ""));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(statements, connection);
            await command.ExecuteNonQueryAsync();
        }

        /// <summary>The statements that the refusal advises.</summary>
        public async Task<string> AdviceAsync(string words) => (await RefusedAsync(ConnectionString, words)).Split("As its owner or a superuser: ")[1];

        /// <summary>The program starts, and so does the job engine.</summary>
        public async Task WorksAsync()
        {
            (await StartAsync(ConnectionString)).ShouldEndWith(0);
            using var jobs = JobsRegistration.OnServer(ConnectionString).GetConnection();
            jobs.GetRecurringJobs().ShouldBeEmpty();
        }

        public async ValueTask DisposeAsync()
        {
            await cluster.DropAsync(database);
            await cluster.RunSqlAsync($"DROP ROLE {Name}");
        }
    }
}
