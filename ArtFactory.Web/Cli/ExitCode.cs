namespace ArtFactory.Web.Cli;

/// <summary>What the program answers to its shell; stable, because scripts depend on it.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int InvalidInput = 3;
    public const int NotFound = 4;
}
