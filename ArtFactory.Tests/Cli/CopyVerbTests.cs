using System.Text.Json;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Cli;

/// <summary>The verb <c>copy</c>: from a data folder to a server and back, and what stops it.</summary>
public sealed class CopyVerbTests
{
    [Fact]
    public async Task A_library_goes_to_a_server_and_back_to_a_folder()
    {
        await using var server = await TestDatabase.CreateEmptyAsync(TestDatabase.Postgres);
        using var data = new TemporaryData();
        (await data.RunAsync("seed-demo", "--products", "30")).ShouldEndWith(0);
        var there = (await data.RunAsync("copy", "--to", server.Options.ConnectionString, "--json")).ShouldEndWith(0).Json();
        there.GetProperty("equal").GetBoolean().ShouldBeTrue();
        there.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        var tables = there.GetProperty("tables").EnumerateArray().ToDictionary(t => t.GetProperty("table").GetString()!, t => t, StringComparer.Ordinal);
        tables["products"].GetProperty("rows").GetInt64().ShouldBe(30);
        tables["products"].GetProperty("checksum").GetString().ShouldBe(tables["products"].GetProperty("checksum_there").GetString());
        there.GetProperty("rows").GetInt64().ShouldBe(tables.Values.Sum(t => t.GetProperty("rows").GetInt64()));

        await ConfigureAsync(data, server.Options.ConnectionString);
        (await data.RunAsync("models", "--json")).ShouldEndWith(0);
        (await server.RowsAsync("INSERT INTO key_ring (id, name, content) VALUES (gen_random_uuid(), 'key-of-the-server', '<key/>') RETURNING name")).Count.ShouldBe(1);
        var folder = data.Beside("back");
        var back = (await data.RunAsync("copy", "--to", folder)).ShouldEndWith(0);
        back.Output.ShouldContain("equal by count and checksum");
        (await File.ReadAllTextAsync(Path.Combine(folder, "keys", "key-of-the-server.xml"))).ShouldBe("<key/>");

        File.Delete(Path.Combine(data.Root, "appsettings.json"));
        var home = (await data.RunAsync("copy", "--to", data.Beside("third.db"), "--json")).ShouldEndWith(0).Json();
        home.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("table").GetString() == "products").GetProperty("checksum").GetString()
            .ShouldBe(tables["products"].GetProperty("checksum").GetString());
        (await data.RunAsync("copy", "--to", folder)).ShouldEndWith(1).Error.ShouldContain("is a library already");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Password=hidden", 3, "--to names no Database")]
    [InlineData("Host=127.0.0.1;Databse=x;Password=hidden", 3, "--to cannot be read as a PostgreSQL connection string")]
    [InlineData("postgresql://u:hidden@127.0.0.1/x", 3, "--to cannot be read as a PostgreSQL connection string")]
    [InlineData("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=hidden", 1, "No PostgreSQL server answers at 127.0.0.1:1")]
    [InlineData(" ", 3, "--to is empty")]
    public async Task A_wrong_connection_is_told_in_one_line_without_its_password(string to, int exitCode, string words)
    {
        using var data = new TemporaryData();
        (await data.RunAsync("models", "--json")).ShouldEndWith(0);
        var error = (await data.RunAsync("copy", "--to", to)).ShouldEndWith(exitCode).Error;
        error.ShouldContain(words);
        error.ShouldNotContain("hidden");
        error.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_a_library_or_with_a_server_at_work_there_is_nothing_to_copy()
    {
        using var data = new TemporaryData();
        (await data.RunAsync("copy")).ShouldEndWith(2);
        (await data.RunAsync("copy", "--to", data.Beside("x.db"))).ShouldEndWith(4).Error.ShouldContain("there is no library");
        (await data.RunAsync("models", "--json")).ShouldEndWith(0);
        await using (new FileStream(Path.Combine(data.Root, "db", "line.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            (await data.RunAsync("copy", "--to", data.Beside("x.db"))).ShouldEndWith(1).Error.ShouldContain("Stop all of them first");
        (await data.RunAsync("copy", "--to", data.Root)).ShouldEndWith(1).Error.ShouldContain("Name another database");
        File.Exists(data.Beside("x.db")).ShouldBeFalse();
    }

    [Theory, Engines, Trait("speed", "slow")]
    public async Task A_copy_that_was_killed_goes_on_and_ends_equal(string engine)
    {
        await using var target = await TestDatabase.CreateEmptyAsync(engine);
        var to = target.IsPostgres ? target.Options.ConnectionString : target.Options.Path;
        using var data = new TemporaryData();
        (await data.RunAsync("seed-demo", "--products", "200")).ShouldEndWith(0);
        var kills = 0;
        for (var pass = 1; ; pass++)
        {
            // Each run dies one transaction later than the one before, counted from where it took the work up.
            string[] resume = pass == 1 ? [] : ["--resume"];
            await using var run = FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, "copy", "--to", to, "--json", .. resume, "--data", data.Root],
                environment: new Dictionary<string, string> { ["ARTFACTORY_FAILPOINT"] = $"in-copy:{pass}" });
            var answer = await run.EndAsync();
            if (answer.ExitCode == 0)
            {
                answer.Json().GetProperty("equal").GetBoolean().ShouldBeTrue();
                answer.Json().GetProperty("resumed").GetBoolean().ShouldBeTrue();
                break;
            }

            answer.ExitCode.ShouldBe(137, answer.Error);
            kills++;
            if (kills == 1) (await data.RunAsync("copy", "--to", to)).ShouldEndWith(1).Error.ShouldContain("Go on with it by --resume");
        }

        kills.ShouldBeGreaterThan(2);
        (await target.RowsAsync("SELECT count(*) FROM products"))[0][0].ShouldBe("200");
        (await target.RowsAsync("SELECT sum(product_count) FROM projects"))[0][0].ShouldBe("200");
        (await target.Migrator.UpAsync()).Applied.ShouldBeEmpty();
    }

    static Task ConfigureAsync(TemporaryData data, string connectionString) => File.WriteAllTextAsync(Path.Combine(data.Root, "appsettings.json"),
        JsonSerializer.Serialize(new { Database = new { Engine = "PostgreSQL", ConnectionString = connectionString } }));
}
