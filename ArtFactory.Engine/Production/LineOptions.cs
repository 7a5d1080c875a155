using System.ComponentModel.DataAnnotations;

namespace ArtFactory.Engine.Production;

/// <summary>Section <c>Line</c> of the settings: what only an operator has a reason to change.</summary>
public sealed class LineOptions
{
    public const string Section = "Line";

    /// <summary>How often the line looks whether another process wrote, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int WatchMilliseconds { get; set; } = 250;

    /// <summary>The first pause between two questions about an accepted request, in seconds; the pauses grow by half to the longest.</summary>
    [Range(0, 3600)]
    public double FirstAskSeconds { get; set; } = 0.5;

    /// <inheritdoc cref="FirstAskSeconds"/>
    [Range(0, 3600)]
    public double LongestAskSeconds { get; set; } = 10;

    /// <summary>Whether other processes may work on the same database at the same time; otherwise one does, and the others wait to take over.</summary>
    public bool Shared { get; set; }

    /// <summary>Items written in one transaction while an order expands.</summary>
    [Range(1, 10_000)]
    public int ExpansionBatch { get; set; } = 250;

    /// <summary>How long a stopping process waits for requests that must not be cut off, in seconds.</summary>
    [Range(0, 3600)]
    public double StopSeconds { get; set; } = 20;
}
