namespace ArtFactory.Engine.Providers.Downloads;

/// <summary>A connection was refused by us before a byte was sent.</summary>
sealed class RefusedAddressException(string message) : IOException(message);
