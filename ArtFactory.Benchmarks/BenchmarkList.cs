namespace ArtFactory.Benchmarks;

/// <summary>All benchmarks, in the order they run.</summary>
static class BenchmarkList
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("expansion", "prompts a second, parse time, draws of huge totals, memory", (run, _) =>
        {
            Expansion.ExpansionBenchmark.Run(run.Sheet);
            return Task.CompletedTask;
        }),
        new("thumbnails", "three thumbnails a picture through the imaging processes, beside other tools", (run, _) => Thumbnails.ThumbnailBenchmark.RunAsync(run.Sheet)),
        new("bulk-insert", "rows into SQLite, ours beside a raw transaction", (run, cancellationToken) => Data.BulkInsertBenchmark.RunAsync(run.Sheet, cancellationToken)),
        new("bulk-insert-postgresql", "rows into PostgreSQL, ours beside a raw transaction", Data.PostgresInsertBenchmark.RunAsync),
        new("library", "the gallery at a million products beside hand-written SQL", (run, cancellationToken) =>
            Library.LibraryBenchmark.RunAsync(run.Sheet, run.Library, cancellationToken: cancellationToken)),
        new("library-postgresql", "the same on PostgreSQL", (run, cancellationToken) =>
            Library.LibraryBenchmark.RunAsync(run.Sheet, run.Library, server: run.Server, cancellationToken: cancellationToken)),
        new("copy", "a library from SQLite to PostgreSQL and back, rows a second beside plain copies of the same rows", Data.CopyBenchmark.RunAsync),
        .. Line.LineBenchmarks.All,
        new("feed-postgresql", "from a change on one node to who watches on another, beside a bare NOTIFY", Live.FeedBenchmark.RunAsync),
        new("start", "process start to first page, memory at rest and of an open page", (run, cancellationToken) => Start.StartBenchmark.RunAsync(run.Sheet, run.Library, cancellationToken)),
    ];

    public static IEnumerable<string> Names => All.Select(benchmark => benchmark.Name);

    /// <summary>The one of that name; without one, those whose name begins so.</summary>
    public static IReadOnlyList<Benchmark> Find(string name) =>
        All.FirstOrDefault(benchmark => benchmark.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named
            ? [named]
            : [.. All.Where(benchmark => benchmark.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
}
