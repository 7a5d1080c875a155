namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>How a fake behaves when nothing is scripted.</summary>
public sealed class FakeBehaviour
{
    readonly Lock _gate = new();
    Random _luck = new(7);

    /// <summary>Before every answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>From acceptance to the end of the work.</summary>
    public TimeSpan WorkTime { get; set; }

    /// <summary>How often a request is asked about before it is done, at least.</summary>
    public int PollsUntilDone { get; set; } = 2;

    /// <summary>The share of calls that end in some trouble, 0 to 1.</summary>
    public double FailRate { get; set; }

    /// <summary>The only key that is accepted; null takes any.</summary>
    public string? Key { get; set; }

    /// <summary>Outputs can no longer be fetched.</summary>
    public bool OutputsExpired { get; set; }

    /// <summary>What one accepted request costs, in the fake's own books.</summary>
    public decimal Price { get; set; } = 0.01m;

    public int LuckSeed
    {
        set
        {
            lock (_gate) _luck = new(value);
        }
    }

    internal Trouble? ByChance()
    {
        if (FailRate <= 0) return null;
        lock (_gate)
        {
            if (_luck.NextDouble() >= FailRate) return null;
            return _luck.Next(7) switch
            {
                0 => Trouble.TooMany("1"),
                1 => Trouble.TooMany(),
                2 => new Trouble.Answer(503, """{"detail":"Service unavailable"}"""),
                3 => new Trouble.Answer(500, """{"detail":"Internal error"}"""),
                4 => new Trouble.DropBefore(),
                5 => new Trouble.DropAfter(),
                _ => new Trouble.GatewayError(),
            };
        }
    }
}
