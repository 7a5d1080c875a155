namespace ArtFactory.Data.Providers;

/// <summary>One model of one provider: what it makes, what it takes, what it costs.</summary>
public sealed class Model : IKeptRow
{
    /// <summary>How long the name of a version may be.</summary>
    public const int LongestVersion = 200;

    public Guid Id { get; set; }
    public required string ProviderId { get; set; }

    /// <summary>The provider's own name of the model.</summary>
    public required string ModelId { get; set; }

    public required string Name { get; set; }
    public string? Family { get; set; }

    /// <summary><c>text-to-image</c>, <c>image-to-image</c>, <c>text-to-video</c>, <c>text-to-audio</c>, ...</summary>
    public required string Modality { get; set; }

    public string? Version { get; set; }
    public bool IsAvailable { get; set; }

    /// <summary>JSON of the parameter schema (<c>{"parameters": [...]}</c>).</summary>
    public string? ParameterSchema { get; set; }

    /// <summary>JSON of what the model can do.</summary>
    public string? Capabilities { get; set; }

    /// <summary>JSON of the price: <c>{"unit": "output", "amount": 0.003, "currency": "USD"}</c>; a null amount is "unknown".</summary>
    public string? Pricing { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
