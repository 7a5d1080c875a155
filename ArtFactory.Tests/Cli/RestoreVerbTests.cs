using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Cli;

public sealed class RestoreVerbTests
{
    [Theory, Engines]
    public async Task A_backup_comes_back_and_what_was_there_is_kept(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var file = data.Beside("copy" + data.BackupExtension);
        (await data.RunAsync("settings", "backup.keep_count", "3")).ShouldEndWith(0);
        (await data.RunAsync("backup", file)).ShouldEndWith(0);
        (await data.RunAsync("settings", "backup.keep_count", "4")).ShouldEndWith(0);
        (await data.RunAsync("restore", file)).ShouldEndWith(2).Error.ShouldContain("--yes");
        var answer = (await data.RunAsync("restore", file, "--yes")).ShouldEndWith(0);
        answer.Output.ShouldContain("before-restore-");
        var kept = Directory.GetFiles(Path.Combine(data.Root, "backups"), "before-restore-*" + data.BackupExtension).ShouldHaveSingleItem();
        (await data.RunAsync("settings", "backup.keep_count")).ShouldEndWith(0).Output.ShouldContain("3");
        (await data.RunAsync("doctor")).Output.ShouldNotContain("newer");
        (await data.RunAsync("restore", kept, "--yes")).ShouldEndWith(0);
        (await data.RunAsync("settings", "backup.keep_count")).ShouldEndWith(0).Output.ShouldContain("4");
    }

    [Fact]
    public async Task A_restore_answers_as_json_what_it_took_and_what_it_kept()
    {
        using var data = new TemporaryData();
        var file = data.Beside("copy.db");
        await data.RunAsync("migrate", "up");
        (await data.RunAsync("backup", file)).ShouldEndWith(0);
        var answer = (await data.RunAsync("restore", file, "--yes", "--json")).ShouldEndWith(0).Json();
        answer.GetProperty("restored").GetString().ShouldBe(file);
        File.Exists(answer.GetProperty("kept").GetString()).ShouldBeTrue();
    }

    [Theory, Engines]
    public async Task What_is_no_backup_is_refused_and_changes_nothing(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var file = data.Beside("letter.txt");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        (await data.RunAsync("restore", file, "--yes")).ShouldEndWith(1).Error.ShouldContain("is no backup");
        (await data.RunAsync("restore", data.Beside("nothing.db"), "--yes")).ShouldEndWith(4);
        (await data.RunAsync("models", "--json")).ShouldEndWith(0);
    }
}
