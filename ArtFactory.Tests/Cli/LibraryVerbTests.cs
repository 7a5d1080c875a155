using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Cli;

/// <summary>The verbs that look after the library and the machine.</summary>
public sealed class LibraryVerbTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Theory, Engines]
    public async Task Models_are_listed_with_their_parameters(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var models = (await data.RunAsync("models", "--json")).ShouldEndWith(0).Json().EnumerateArray().ToList();
        models.ShouldAllBe(model => model.GetProperty("runs").GetBoolean());
        var field = models.Single(model => model.GetProperty("model").GetString() == "studio/flow-field");
        field.GetProperty("modality").GetString().ShouldBe("text-to-image");
        field.GetProperty("price").GetProperty("amount").GetDecimal().ShouldBe(0);
        field.GetProperty("parameters").EnumerateArray().ShouldContain(parameter => parameter.GetProperty("name").GetString() == "width");
        var all = (await data.RunAsync("models", "--all", "--json")).ShouldEndWith(0).Json().GetArrayLength();
        all.ShouldBeGreaterThan(models.Count);
        (await data.RunAsync("models", "flow")).ShouldEndWith(0).Output.ShouldContain("studio/flow-field");
    }

    [Theory, Engines]
    public async Task Migrations_go_up_and_down_with_a_backup(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine, isNew: true);
        var before = (await data.RunAsync("migrate", "status", "--json")).ShouldEndWith(0).Json();
        before.GetProperty("applied").GetArrayLength().ShouldBe(0);
        var pending = before.GetProperty("pending").GetArrayLength();
        pending.ShouldBeGreaterThan(0);
        Directory.Exists(data.Root).ShouldBe(data.IsPostgres);

        (await data.RunAsync("migrate", "up", "--json")).ShouldEndWith(0).Json().GetProperty("applied").GetArrayLength().ShouldBe(pending);
        (await data.RunAsync("migrate", "up")).ShouldEndWith(0).Output.ShouldContain("up to date");
        (await data.RunAsync("migrate", "down", "NoSuchMigration")).ShouldEndWith(4).Error.ShouldContain("NoSuchMigration");

        var down = (await data.RunAsync("migrate", "down", "0", "--json")).ShouldEndWith(0).Json();
        down.GetProperty("undone").GetArrayLength().ShouldBe(pending);
        File.Exists(down.GetProperty("backup_path").GetString()).ShouldBeTrue();
    }

    [Theory, Engines, Trait("speed", "slow")]
    public async Task What_is_there_is_counted_budgeted_and_found_from_the_shell(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        (await data.RunAsync("seed-demo", "--products", "30")).ShouldEndWith(0);
        (await data.RunAsync("budget", "--day", "5")).ShouldEndWith(0);
        var budgets = (await data.RunAsync("budget", "--json")).ShouldEndWith(0).Json().EnumerateArray().ToList();
        budgets.ShouldContain(budget => budget.GetProperty("limit").ValueKind == System.Text.Json.JsonValueKind.Number && budget.GetProperty("limit").GetDecimal() == 5);
        foreach (var by in (string[])["day", "provider", "model", "project"])
            (await data.RunAsync("spend", "--by", by, "--json")).ShouldEndWith(0).Json().GetProperty("lines").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
        var orders = (await data.RunAsync("orders", "--json")).ShouldEndWith(0).Json().GetArrayLength();
        orders.ShouldBeGreaterThan(0);
        (await data.RunAsync("orders", "no such words", "--json")).ShouldEndWith(0).Json().GetArrayLength().ShouldBe(0);
        (await data.RunAsync("migrate", "status", "--json")).ShouldEndWith(0).Json().GetProperty("pending").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_migrations_name_must_be_one()
    {
        var answer = (await _data.RunAsync("migrate", "add", "not a name")).ShouldEndWith(3);
        answer.Error.ShouldContain("upper camel case");
    }

    [Fact]
    public async Task A_budget_of_what_is_not_there_answers_4_and_one_without_a_limit_shows_where_it_stands()
    {
        foreach (var amount in (string[])["", "5"])
        {
            string[] rest = amount.Length > 0 ? [amount] : [];
            (await _data.RunAsync(["budget", "--order", "01a20397-acb8-7ae1-8441-f4953b2439e4", .. rest])).ShouldEndWith(4).Error.ShouldContain("01a20397");
            (await _data.RunAsync(["budget", "--provider", "acme", .. rest])).ShouldEndWith(4).Error.ShouldContain("acme");
        }

        var order = (await _data.RunAsync("order", "a fox", "--model", "studio/flow-field", "--param", "width=64", "--param", "height=64", "--json")).ShouldEndWith(0).Json().GetProperty("order").GetString()!;
        foreach (var amount in (string[])["2.5", "none"])
        {
            await _data.RunAsync("budget", "--order", order, amount);
            var shown = (await _data.RunAsync("budget", "--order", order, "--json")).ShouldEndWith(0).Json().EnumerateArray().ShouldHaveSingleItem();
            shown.GetProperty("subject").GetString().ShouldBe(order);
            shown.GetProperty("limit").ToString().ShouldBe(amount == "none" ? "" : amount);
        }
    }

    [Theory, Engines]
    public async Task A_backup_is_a_file_of_its_own_and_never_overwrites(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine, isNew: true);
        (await data.RunAsync("backup")).ShouldEndWith(4);
        await data.RunAsync("migrate", "up");
        var copy = data.Beside("copies/library" + data.BackupExtension);
        (await data.RunAsync("backup", copy, "--json")).ShouldEndWith(0).Json().GetProperty("size").GetInt64().ShouldBe(new FileInfo(copy).Length);
        (await data.RunAsync("backup", copy)).ShouldEndWith(3);
        (await data.RunAsync("backup")).ShouldEndWith(0);
        Directory.GetFiles(Path.Combine(data.Root, "backups"), "factory-*" + data.BackupExtension).ShouldHaveSingleItem();
    }

    [Theory, Engines]
    public async Task The_doctor_finds_a_new_installation_healthy(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine, isNew: true);
        var report = (await data.RunAsync("doctor", "--json")).ShouldEndWith(0).Json();
        report.GetProperty("healthy").GetBoolean().ShouldBeTrue();
        var parts = report.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("part").GetString()!, f => f.GetProperty("verdict").GetString());
        foreach (var part in (string[])["SDK", "data folder", "disk", "settings", "database", "pictures", "clips and sounds", "port"]) parts.ShouldContainKey(part);
        parts["pictures"].ShouldBe("ok");
        Directory.Exists(data.Root).ShouldBe(data.IsPostgres);
    }

    [Theory, Engines]
    public async Task The_doctor_finds_what_is_wrong_and_says_what_to_do(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        await data.RunAsync("migrate", "up");
        await data.ConfigureAsync(new { Imaging = new { Workers = -3 } });
        var answer = (await data.RunAsync("doctor")).ShouldEndWith(1);
        answer.Output.ShouldContain("fail  settings");
        answer.Output.ShouldContain("Workers");
        answer.Output.ShouldContain("->");
    }

    [Fact]
    public async Task The_doctor_finds_a_damaged_database()
    {
        // A process of its own: at its end, all is in the one file.
        (await FactoryProcess.RunAsync("migrate", "up", "--data", _data.Root)).ShouldEndWith(0);
        var file = Path.Combine(_data.Root, "db", "factory.db");
        await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Position = 8192;
            stream.Write(new byte[20_000]);
        }

        (await _data.RunAsync("doctor")).ShouldEndWith(1).Output.ShouldContain("fail  database");
    }
}
