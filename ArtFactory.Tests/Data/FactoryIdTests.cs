using ArtFactory.Data;

namespace ArtFactory.Tests.Data;

public sealed class FactoryIdTests
{
    [Fact]
    public void An_id_tells_when_it_was_made()
    {
        var moment = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 250, TimeSpan.Zero);
        var id = new IdSequence().Next(moment);

        FactoryId.MomentOf(id).ShouldBe(moment);
        id.Version.ShouldBe(7);
        FactoryId.LowerBound(moment).CompareTo(id).ShouldBeLessThanOrEqualTo(0);
        FactoryId.LowerBound(moment.AddMilliseconds(1)).CompareTo(id).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Ids_ascend_whatever_the_clock_says()
    {
        var sequence = new IdSequence();
        var last = Guid.Empty;
        for (var i = 0; i < 10_000; i++)
        {
            var id = i % 3 == 0 ? sequence.Next(DateTimeOffset.UnixEpoch.AddYears(40)) : sequence.Next(TimeProvider.System.GetUtcNow());
            id.ToByteArray(true).AsSpan().SequenceCompareTo(last.ToByteArray(true)).ShouldBeGreaterThan(0);
            last = id;
        }
    }
}
