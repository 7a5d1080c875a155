namespace ArtFactory.Data.Products;

/// <summary>A picture, clip or sound: its file, its facts, and what people think of it.</summary>
public sealed class Product : IKeptRow, ISoftDeleted
{
    public Guid Id { get; set; }

    public Guid? OrderItemId { get; set; }
    public Guid? ProjectId { get; set; }
    public ProductType Type { get; set; }

    /// <summary>Path below the media folder, made by us.</summary>
    public required string FilePath { get; set; }

    /// <summary>Bytes.</summary>
    public long? FileSize { get; set; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string? FileHash { get; set; }

    public ThumbnailPaths? ThumbnailPaths { get; set; }

    /// <summary>Pixels, after the orientation was applied.</summary>
    public int? Width { get; set; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; set; }

    /// <summary>Seconds.</summary>
    public double? Duration { get; set; }

    public string? MimeType { get; set; }

    /// <summary>Facts found in the file or told by the provider (dominant colours, and the like).</summary>
    public ParameterSet? Metadata { get; set; }

    /// <summary>The prompt that made it, as sent: what full-text search and alternative texts use.</summary>
    public string? Prompt { get; set; }

    /// <summary>64-bit perceptual hash; near pictures have near hashes (Hamming distance). Null if it could not be decoded.</summary>
    public long? PerceptualHash { get; set; }

    /// <summary>Why thumbnails are missing, in words; null when all is well.</summary>
    public string? DeriveError { get; set; }

    public bool Liked { get; set; }

    /// <summary>1 to 5; null when not rated.</summary>
    public int? Rating { get; set; }

    public string? Notes { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? DeletedAt { get; set; }

    public Orders.OrderItem? OrderItem { get; set; }

    /// <summary>Position in arrival order, given by the database; the key of the full-text index.</summary>
    public long? Seq { get; private set; }
}
