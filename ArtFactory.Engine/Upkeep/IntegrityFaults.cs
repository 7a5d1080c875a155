using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Upkeep;

/// <summary>What an integrity check finds: all of it in the log, the first of it in the words for a person.</summary>
sealed class IntegrityFaults(ILogger logger)
{
    const int MostTold = 10;
    const int MostLogged = 1_000;
    readonly List<string> _told = [];

    public int Count { get; private set; }

    public void Add(string fault)
    {
        Count++;
        if (_told.Count < MostTold) _told.Add(fault);
        if (Count <= MostLogged) logger.LogWarning("Integrity: {Fault}", fault);
    }

    public override string ToString() =>
        $"{Count} {(Count == 1 ? "fault" : "faults")}: {string.Join("; ", _told)}{(Count > _told.Count ? "; the others are in the program's log" : "")}";
}
