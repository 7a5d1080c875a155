using System.Diagnostics;

namespace ArtFactory.Benchmarks.Library;

/// <summary>How long one call took, in microseconds.</summary>
public sealed record Timing(double Median, double P95)
{
    const int Calls = 300;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Timing Of(List<double> calls)
    {
        calls.Sort();
        return new(calls[calls.Count / 2], calls[(int)(calls.Count * 0.95)]);
    }

    public static async Task<Timing> OfAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var times = new List<double>(Calls);
        for (var i = 0; i < 20; i++) await call();
        for (var started = Stopwatch.GetTimestamp(); times.Count < Calls && Stopwatch.GetElapsedTime(started) < Patience;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times.Add(await OneAsync(call));
        }

        return Of(times);
    }

    public static async Task<double> OneAsync<T>(Func<Task<T>> call)
    {
        var started = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }
}
