using ArtFactory.Data.Operations;
using ArtFactory.Engine;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;

namespace ArtFactory.Tests.Production;

/// <summary>Work by the clock: what a person asks for runs, and a changed hour counts.</summary>
public sealed class ScheduleTests
{
    [Theory, Engines]
    public async Task A_backup_that_a_person_asks_for_runs_though_the_nightly_one_is_off(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        ((FakeSettings)factory.Get<ISettings>()).Set("backup.enabled", false);
        await factory.StartAsync();

        (await factory.Board.RunNowAsync("backup")).ShouldBeNull();

        await TestFactory.UntilAsync(async () => (await factory.Board.JobsAsync()).Any(j => j is { Kind: "backup", State: BackgroundJobState.Done }));
        Directory.GetFiles(Path.Combine(factory.Folder, "backups"), "nightly-*").ShouldHaveSingleItem();
        var listed = (await factory.Board.ScheduledAsync()).Single(j => j.Id == "backup");
        listed.LastState.ShouldBe("Done");
        listed.LastRun.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_has_nothing_to_do_says_so_and_leaves_no_row()
    {
        await using var factory = await TestFactory.CreateAsync();
        (await factory.Board.RunNowAsync("reconcile-attempts")).ShouldNotBeNull().ShouldContain("every attempt is known");
        (await factory.Board.RunNowAsync("retention")).ShouldBeNull();
        (await factory.Board.RunNowAsync("retention")).ShouldNotBeNull().ShouldContain("under way");
        (await factory.Board.JobsAsync()).ShouldHaveSingleItem().Kind.ShouldBe("retention");
        await Should.ThrowAsync<InvalidInputException>(() => factory.Board.RunNowAsync("tea"));
    }

    [Theory, Engines]
    public async Task A_changed_hour_counts_while_the_line_runs(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine);
        async Task<string> CronAsync() => (await factory.Board.ScheduledAsync()).Single(j => j.Id == "backup").Schedule;
        await TestFactory.UntilAsync(async () => await CronAsync() == "0 3 * * *");

        ((FakeSettings)factory.Get<ISettings>()).Set("backup.hour", 5);

        await TestFactory.UntilAsync(async () => await CronAsync() == "0 5 * * *");
        // The job engine writes the two one after the other.
        await TestFactory.UntilAsync(async () => (await factory.Board.ScheduledAsync()).Single(j => j.Id == "backup").NextRun?.Hour == 5);
    }

    [Theory, Engines]
    public async Task The_job_clock_goes_where_the_line_runs_and_stands_where_no_process_has_it(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var clock = factory.Get<JobClock>();
        (await clock.IsGoingAsync()).ShouldBeFalse();
        await factory.StartAsync();
        await TestFactory.UntilAsync(async () => await clock.IsGoingAsync());
        await factory.StopAsync();
        (await clock.IsGoingAsync()).ShouldBeFalse();
    }
}
