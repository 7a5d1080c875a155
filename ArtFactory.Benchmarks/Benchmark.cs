namespace ArtFactory.Benchmarks;

/// <summary>One thing that can be measured by name.</summary>
public sealed record Benchmark(string Name, string What, Func<BenchmarkRun, CancellationToken, Task> RunAsync);
