using ArtFactory.Benchmarks.Report;
using ArtFactory.Benchmarks.Server;

namespace ArtFactory.Benchmarks;

/// <summary>What a benchmark is given.</summary>
/// <param name="Sheet">Takes its figures.</param>
/// <param name="Library">A data folder with a large library; null when the benchmark must make its own.</param>
/// <param name="Server">The PostgreSQL server of this run, started when it is first asked for.</param>
public sealed record BenchmarkRun(FigureSheet Sheet, string? Library, BenchServer Server);
