using ArtFactory.Data;

namespace ArtFactory.Tests.Data;

public sealed class FactoryIdTests
{
    [Fact]
    public void An_id_tells_when_it_was_made()
    {
        var before = TimeProvider.System.GetUtcNow();
        var id = FactoryId.New();

        // Other tests make ids too, and each is later than the last, so that it may run ahead a little.
        FactoryId.MomentOf(id).ShouldBeInRange(before.AddMilliseconds(-1), before.AddMinutes(1));
        id.Version.ShouldBe(7);
        FactoryId.LowerBound(before.AddSeconds(-1)).CompareTo(id).ShouldBeLessThan(0);
    }

    [Fact]
    public void Ids_ascend_whatever_the_clock_says()
    {
        var last = Guid.Empty;
        for (var i = 0; i < 10_000; i++)
        {
            var id = i % 3 == 0 ? FactoryId.New(DateTimeOffset.UnixEpoch.AddYears(40)) : FactoryId.New();
            id.ToByteArray(true).AsSpan().SequenceCompareTo(last.ToByteArray(true)).ShouldBeGreaterThan(0);
            last = id;
        }
    }
}
