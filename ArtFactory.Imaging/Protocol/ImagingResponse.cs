namespace ArtFactory.Imaging.Protocol;

/// <summary>The header of a frame from the imaging process: either a failure with words a person can read, or one result.</summary>
public sealed record ImagingResponse
{
    public required long Id { get; init; }

    public ImagingFailure? Failure { get; init; }

    public string? Message { get; init; }

    public MediaFacts? Facts { get; init; }

    public DerivedFiles? Derived { get; init; }

    public DrawnFile? Drawn { get; init; }

    public WorkerVersion? Version { get; init; }

    /// <summary>Resident memory of the worker after the request, in bytes: a bloated one is replaced.</summary>
    public long ResidentBytes { get; init; }
}
