namespace ArtFactory.Engine.Media.S3;

/// <summary>An answer ended early, or is another than was asked for.</summary>
internal sealed class TruncatedAnswerException(string message) : Exception(message);
