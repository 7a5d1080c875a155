namespace ArtFactory.Web.Cli;

/// <summary>Ends a verb with one clear line and its exit code.</summary>
sealed class VerbException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
