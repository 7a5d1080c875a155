namespace ArtFactory.Data.Uploads;

/// <summary>A file that a person gave as an input of an order: it lies among the originals and is no product.</summary>
public sealed class Upload : IKeptRow
{
    public Guid Id { get; set; }

    /// <summary>Path below the media folder, made by us; what refers to it says <c>upload:</c> and the path's last name.</summary>
    public required string FilePath { get; set; }

    /// <summary>Bytes.</summary>
    public long FileSize { get; set; }

    public DateTime CreatedAt { get; set; }

    /// <summary>When somebody last gave this content.</summary>
    public DateTime UpdatedAt { get; set; }
}
