using ArtFactory.Data;

namespace ArtFactory.Engine.Live;

sealed class DatabaseWatch(IDatabaseEngine engine, TimeProvider time) : IDatabaseWatch
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public bool IsAway(Exception fault) => engine.IsAway(fault);

    public async Task UntilBackAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                await engine.CheckHealthAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
