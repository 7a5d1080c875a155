using ArtFactory.Engine.Production;

namespace ArtFactory.Tests.Fakes;

/// <summary>Rules a test may change while the line runs.</summary>
public sealed class FakeRules : ILineRules
{
    public LineRules Rules { get; set; } = LineRules.Usual with { RetryPause = TimeSpan.FromMilliseconds(5) };

    public ValueTask<LineRules> ReadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Rules);
}
