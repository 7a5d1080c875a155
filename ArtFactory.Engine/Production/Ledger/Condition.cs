namespace ArtFactory.Engine.Production.Ledger;

/// <summary>
/// How a provider has answered of late. After a few failures in a row of different items it counts as down: nothing is sent until the
/// pause ends, then one item is tried; the pauses double until one succeeds.
/// </summary>
/// <param name="Failures">In a row, of items that had not failed before.</param>
/// <param name="Rests">Wishes to be left alone, in a row.</param>
/// <param name="PausedUntil">Nothing is sent before (UTC).</param>
sealed record Condition(int Failures, int Rests, DateTime? PausedUntil)
{
    /// <summary>So many failures in a row say that it is the provider, not the items.</summary>
    const int Down = 5;

    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public static Condition Good { get; } = new(0, 0, null);

    public bool IsDown => Failures >= Down;

    /// <summary>Whether one item, and only one, may be sent to see if it is back.</summary>
    public bool IsProbed(DateTime now) => IsDown && !(PausedUntil > now);

    /// <summary>After one more failure; <paramref name="isFirst"/> when that item had not failed before.</summary>
    public Condition Failed(bool isFirst, TimeSpan firstPause, DateTime now)
    {
        // Those that were under way when it went down are one failure, not many; and one bad item is not a bad provider.
        if (IsDown ? PausedUntil > now : !isFirst) return this;
        var next = this with { Failures = Failures + 1 };
        return next.IsDown ? next with { PausedUntil = Later(PausedUntil, now + Growing(firstPause, next.Failures - Down)) } : next;
    }

    /// <summary>After a wish to be left alone, for that long; without a length the pauses double.</summary>
    public (Condition Next, TimeSpan Pause) Rested(TimeSpan? wish, TimeSpan firstPause, DateTime now)
    {
        // Those that were under way share one rest.
        var rests = PausedUntil > now ? Rests : Rests + 1;
        var rest = wish ?? Growing(firstPause, Math.Max(0, rests - 1));
        return (this with { Rests = rests, PausedUntil = Later(PausedUntil, now + rest) }, rest);
    }

    static TimeSpan Growing(TimeSpan first, int times)
    {
        var pause = first * Math.Pow(2, Math.Min(times, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    static DateTime Later(DateTime? a, DateTime b) => a > b ? a.Value : b;
}
