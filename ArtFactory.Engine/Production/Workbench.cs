using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Production;

/// <summary>What every item under way has at hand.</summary>
sealed class Workbench(
    LedgerWriter ledger, IDatabaseEngine engine, MediaStore store, ThumbnailMaker thumbnails, MediaReferences references, ConnectionFingerprints fingerprints, IChangeFeed feed, TimeProvider time,
    IOptions<LineOptions> options, ILogger<Workbench> logger)
{
    /// <summary>The name under which this process holds items.</summary>
    public string Owner { get; } = NewOwner();

    public LedgerWriter Ledger { get; } = ledger;
    public IDatabaseEngine Engine { get; } = engine;
    public MediaStore Store { get; } = store;
    public ThumbnailMaker Thumbnails { get; } = thumbnails;
    public MediaReferences References { get; } = references;
    public ConnectionFingerprints Fingerprints { get; } = fingerprints;
    public IChangeFeed Feed { get; } = feed;
    public TimeProvider Time { get; } = time;
    public LineOptions Options { get; } = options.Value;
    public ILogger Logger { get; } = logger;
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    static string NewOwner()
    {
        var machine = Environment.MachineName;
        return $"{machine[..Math.Min(machine.Length, 50)]}:{Environment.ProcessId}:{FactoryId.New():N}";
    }
}
