namespace ArtFactory.Engine.Production.Jobs;

/// <summary>The lock under which something was about to be written is gone, and another may have it: nothing was written.</summary>
sealed class LockLostException(Exception? cause = null) : Exception("The server ended the session that held the lock.", cause);
