using ArtFactory.Data.Operations;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>Every night: log lines, ended jobs, trash and uploads that are past their time.</summary>
sealed class RetentionWork(IRetention retention, FactoryWriter writer, ISettings settings, TimeProvider time) : IScheduledWork
{
    public string Kind => "retention";
    public string Title => "Delete old logs, ended jobs, expired trash and unused uploads";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("30 2 * * *");

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        await retention.RunAsync(cancellationToken);
        var before = time.GetUtcNow().UtcDateTime.AddDays(-await settings.GetAsync<int>("retention.job_days", cancellationToken));
        await writer.WriteAsync(context => context.BackgroundJobs
            .Where(j => j.EndedAt < before && j.State != BackgroundJobState.Pending && j.State != BackgroundJobState.Running)
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
