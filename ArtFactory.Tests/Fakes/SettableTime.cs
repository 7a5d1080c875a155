namespace ArtFactory.Tests.Fakes;

/// <summary>A clock that stands still until it is advanced.</summary>
public sealed class SettableTime : TimeProvider
{
    DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
