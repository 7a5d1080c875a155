using System.Globalization;
using System.Text;
using ArtFactory.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Live;

/// <summary>
/// Joins the feeds of all nodes: what happens here is gathered for a moment and told to the others in one short text, and what they
/// tell is published here, after what is remembered of it is forgotten. Where the database carries no notices it rests.
/// </summary>
sealed class ClusterFeed(ChangeFeed feed, INotices notices, IEnumerable<IRemembers> memories, TimeProvider time, ILogger<ClusterFeed> logger)
    : BackgroundService, IChangesElsewhere
{
    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long a node that stops waits until its last changes are told.</summary>
    static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    // By it a node knows its own words.
    readonly string _sender = FactoryId.New().ToString("N")[^12..];

    CancellationTokenSource? _untold;
    ChangeSubscription? _told;

    public event Action<IReadOnlyCollection<Change>>? Arrived;

    /// <summary>From its end on, what happens here is told.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (!notices.ReachOthers) return Task.CompletedTask;
        var untold = _untold = new CancellationTokenSource();
        _told = feed.Subscribe(changes => TellAsync(changes, untold.Token), interval: Gathering, onlyOwn: true);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Tells what happened last, if others can be told, and then falls silent.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_told is { } told && _untold is { } untold)
        {
            try
            {
                await told.DrainAsync().WaitAsync(LastWords, TimeProvider.System, cancellationToken);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                logger.LogDebug(e, "Other nodes could not be told of the last changes here");
            }

            await untold.CancelAsync();
            told.Dispose();
            (_told, _untold) = (null, null);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var missed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await notices.ListenAsync(
                    () =>
                    {
                        // What was told while nobody listened is not known: everything may have changed.
                        if (missed) Receive(Fold(Enum.GetValues<ChangeKind>()));
                        missed = true;
                    },
                    Hear, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogDebug(e, "Other nodes are not heard; listening begins again in a second");
                missed = true;
            }

            try
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Tells until it is told: what happens meanwhile is gathered, and told next.</summary>
    async Task TellAsync(IReadOnlyCollection<Change> changes, CancellationToken cancellationToken)
    {
        var text = Write(changes);
        if (Encoding.UTF8.GetByteCount(text) > notices.MostBytes) text = Write(Fold(changes.Select(c => c.Kind)));
        while (true)
        {
            try
            {
                await notices.SendAsync(text, cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogDebug(e, "Other nodes cannot be told; it is tried again in a second");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    void Hear(string text)
    {
        if (text.StartsWith(_sender, StringComparison.Ordinal)) return;
        Receive(Read(text));
    }

    void Receive(IReadOnlyCollection<Change> changes)
    {
        foreach (var kind in changes.Select(c => c.Kind).Distinct())
            foreach (var memory in memories) memory.Forget(kind);
        foreach (var change in changes) feed.Receive(change);
        Arrived?.Invoke(changes);
    }

    /// <summary>That many of these kinds changed.</summary>
    static List<Change> Fold(IEnumerable<ChangeKind> kinds) => [.. kinds.Distinct().Select(kind => new Change(kind, Guid.Empty))];

    string Write(IEnumerable<Change> changes) =>
        string.Join('\n', changes.Select(c => $"{(int)c.Kind} {c.Id:N} {c.OrderId:N} {c.ProjectId:N}").Prepend(_sender));

    static List<Change> Read(string text)
    {
        var changes = new List<Change>();
        foreach (var line in text.Split('\n').Skip(1))
        {
            // A node of another version may tell what this one does not know.
            if (line.Split(' ') is not [var kind, var id, var order, var project, ..] || !int.TryParse(kind, CultureInfo.InvariantCulture, out var number)
                || !Enum.IsDefined((ChangeKind)number) || !Guid.TryParse(id, out var changed)) continue;
            changes.Add(new((ChangeKind)number, changed, Guid.TryParse(order, out var o) ? o : null, Guid.TryParse(project, out var p) ? p : null));
        }

        return changes;
    }
}
