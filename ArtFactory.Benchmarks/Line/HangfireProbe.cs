using System.Diagnostics;

namespace ArtFactory.Benchmarks.Line;

/// <summary>The least job there is, to measure the job engine by itself.</summary>
public static class HangfireProbe
{
    internal static TaskCompletionSource<long> Started { get; set; } = new();
    internal static CountdownEvent Left { get; set; } = new(1);

    public static void Run() => Started.TrySetResult(Stopwatch.GetTimestamp());

    public static void Count() => Left.Signal();
}
