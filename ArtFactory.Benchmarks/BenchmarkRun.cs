using ArtFactory.Benchmarks.Report;

namespace ArtFactory.Benchmarks;

/// <summary>What a benchmark is given.</summary>
/// <param name="Sheet">Takes its figures.</param>
/// <param name="Library">A data folder with a large library; null when the benchmark must make its own.</param>
public sealed record BenchmarkRun(FigureSheet Sheet, string? Library);
