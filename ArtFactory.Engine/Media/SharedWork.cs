using System.Collections.Concurrent;

namespace ArtFactory.Engine.Media;

/// <summary>What several ask for at the same time is done once, and all get its outcome. Who can wait no longer leaves; the work goes on.</summary>
internal sealed class SharedWork<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> underWay = new(StringComparer.Ordinal);

    public Task<T> RunAsync(string key, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        Lazy<Task<T>>? mine = null;
        mine = new Lazy<Task<T>>(() => Task.Run(async () =>
        {
            try
            {
                return await work();
            }
            finally
            {
                underWay.TryRemove(new(key, mine!));
            }
        }));
        return underWay.GetOrAdd(key, mine).Value.WaitAsync(cancellationToken);
    }
}
