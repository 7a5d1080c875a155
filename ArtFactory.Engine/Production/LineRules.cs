namespace ArtFactory.Engine.Production;

/// <summary>What a person has set about the line, as last read.</summary>
/// <param name="MostRunning">Items under way at once, over all providers.</param>
/// <param name="MostRetries">How often a transient failure is tried again.</param>
/// <param name="RetryPause">The pause before the first retry; doubles with each further one.</param>
/// <param name="Lease">How long a claim holds without a sign of life.</param>
/// <param name="LongestItem">After this time an accepted request is no longer waited for.</param>
/// <param name="DailyLimit">US dollars that may be spent in one day (UTC); null for no limit.</param>
/// <param name="TotalLimit">US dollars that may be spent ever; null for no limit.</param>
public sealed record LineRules(
    int MostRunning = 8, int MostRetries = 3, TimeSpan RetryPause = default, TimeSpan Lease = default, TimeSpan LongestItem = default,
    decimal? DailyLimit = null, decimal? TotalLimit = null)
{
    public static LineRules Usual { get; } = new(RetryPause: TimeSpan.FromSeconds(5), Lease: TimeSpan.FromSeconds(60), LongestItem: TimeSpan.FromMinutes(30));

    /// <summary>The pause before the retry that follows <paramref name="retriesSoFar"/> others; spread a little, so that retries do not come in step.</summary>
    public TimeSpan PauseBefore(int retriesSoFar)
    {
        var pause = RetryPause * Math.Pow(2, Math.Min(retriesSoFar, 10));
        if (pause > TimeSpan.FromHours(1)) pause = TimeSpan.FromHours(1);
        return pause * (0.9 + 0.2 * Random.Shared.NextDouble());
    }
}
