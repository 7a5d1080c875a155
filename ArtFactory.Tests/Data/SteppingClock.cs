namespace ArtFactory.Tests.Data;

/// <summary>A clock that moves when told.</summary>
public sealed class SteppingClock(DateTimeOffset start) : TimeProvider
{
    DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan step) => _now += step;
}
