using System.Collections.Concurrent;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>What runs in this process now: its progress, and the way to stop it.</summary>
sealed class RunningItems
{
    readonly ConcurrentDictionary<Guid, ItemRun> _runs = new();

    public RunningItems(RequestNews news) => news.Arrived += Wake;

    public int Count => _runs.Count;

    /// <summary>The items that run.</summary>
    public IReadOnlyCollection<Guid> Items => [.. _runs.Keys];

    public bool Has(Guid item) => _runs.ContainsKey(item);

    public void Add(ItemRun run) => _runs[run.ItemId] = run;

    public void Remove(ItemRun run) => _runs.TryRemove(new(run.ItemId, run));

    public double? ProgressOf(Guid item) => _runs.TryGetValue(item, out var run) ? run.Progress : null;

    /// <summary>Asks those that run to stop, as a person wished; they cancel at the provider and end themselves.</summary>
    public int Cancel(IEnumerable<Guid> items)
    {
        var asked = 0;
        foreach (var item in items)
        {
            if (!_runs.TryGetValue(item, out var run)) continue;
            run.Stop(StopReason.Cancelled);
            asked++;
        }

        return asked;
    }

    public void CancelOrder(Guid order)
    {
        foreach (var run in _runs.Values.Where(r => r.OrderId == order)) run.Stop(StopReason.Cancelled);
    }

    /// <summary>There is news of a request: who follows it here asks now.</summary>
    void Wake(string provider, string requestId)
    {
        foreach (var run in _runs.Values.Where(r => r.Follows(provider, requestId))) run.Wake();
    }

    public void StopAll()
    {
        foreach (var run in _runs.Values) run.Stop(StopReason.Shutdown);
    }
}
