using System.Diagnostics;
using ArtFactory.Engine.Inventory;

namespace ArtFactory.Benchmarks.Library;

/// <summary>Two ways to the same tiles, called in turns, so that what disturbs one disturbs the other.</summary>
sealed class Duel(Func<Task<int>> ours, Func<Task<int>> baseline)
{
    const int Calls = 400;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public Duel(Func<Task<GalleryPage>> ours, Func<Task<int>> baseline)
        : this(async () => (await ours()).Tiles.Count, baseline)
    {
    }

    public Duel(Func<Task<GalleryPage>> ours, Func<Task<GalleryPage>> baseline)
        : this(ours, async () => (await baseline()).Tiles.Count)
    {
    }

    public async Task<(Timing Ours, Timing Baseline)> RunAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 40; i++)
        {
            await ours();
            await baseline();
        }

        List<double> mine = new(Calls), others = new(Calls);
        for (var started = Stopwatch.GetTimestamp(); mine.Count < Calls && Stopwatch.GetElapsedTime(started) < Patience;)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Who goes first changes, for the first warms what both read.
            if (mine.Count % 2 == 0) mine.Add(await Timing.OneAsync(ours));
            others.Add(await Timing.OneAsync(baseline));
            if (mine.Count < others.Count) mine.Add(await Timing.OneAsync(ours));
        }

        return (Timing.Of(mine), Timing.Of(others));
    }
}
