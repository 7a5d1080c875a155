namespace ArtFactory.Data;

/// <summary>The database cannot be used; the message says in one sentence why and what to do, and holds nothing secret.</summary>
public sealed class DatabaseUnusableException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
