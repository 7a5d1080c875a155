namespace ArtFactory.Tests.Fakes;

/// <summary>A clock that goes by hand.</summary>
public sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    DateTimeOffset _now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => _now += by;
    public override DateTimeOffset GetUtcNow() => _now;
    public override long GetTimestamp() => _now.UtcTicks;
}
