namespace ArtFactory.Engine.Upkeep;

/// <summary>What one round of upkeep removed.</summary>
public sealed record RetentionReport(int Logs, int TrashEntries, int Files);

/// <summary>Removes what is past its time: log lines, what lay in the trash long enough, and inputs that nothing has referred to for as long. Run on a schedule.</summary>
public interface IRetention
{
    Task<RetentionReport> RunAsync(CancellationToken cancellationToken = default);
}
