namespace ArtFactory.Tests.Fakes;

/// <summary>A clock by which nothing ever gets older, though what waits goes on: what is remembered for a while is remembered for good.</summary>
public sealed class StandingClock : TimeProvider
{
    public override long GetTimestamp() => 1;
}
