namespace ArtFactory.Engine.Media.S3;

/// <summary>The store sends us to another host, where we do not go.</summary>
internal sealed class ElsewhereException(string host) : Exception($"The storage points to {host}.")
{
    public string Host { get; } = host;
}
