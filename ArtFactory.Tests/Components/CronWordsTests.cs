using ArtFactory.Web.Shared;

namespace ArtFactory.Tests.Components;

public sealed class CronWordsTests
{
    [Theory]
    [InlineData("*/5 * * * *", "every 5 minutes")]
    [InlineData("*/1 * * * *", "every minute")]
    [InlineData("20 * * * *", "hourly at :20")]
    [InlineData("30 2 * * *", "daily at 02:30 UTC")]
    [InlineData("0 4 * * 0", "Sundays at 04:00 UTC")]
    [InlineData("0 4 1 * *", "0 4 1 * *")]
    [InlineData("whenever", "whenever")]
    public void A_schedule_is_said_as_people_say_it(string cron, string words) => CronWords.Of(cron).ShouldBe(words);
}
