namespace ArtFactory.Engine.Providers;

/// <summary>What was answered to something that was sent to a storage.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="EntityTag">The <c>ETag</c> header as it came, quotes and all; null without one.</param>
/// <param name="Text">The body.</param>
sealed record UploadAnswer(int Status, string? EntityTag, string Text)
{
    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>Whether the same may be taken a moment later.</summary>
    public bool MayPass => Status is 408 or 425 or 429 or >= 500;
}
