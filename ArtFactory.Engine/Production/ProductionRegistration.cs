using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Production.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Engine.Production;

public static class ProductionRegistration
{
    /// <summary>The line and its board; the line itself is a hosted service, which runs where the host is started and no other process has the line.</summary>
    public static IServiceCollection AddProduction(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LineOptions>().BindConfiguration(LineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LineLease>();
        services.AddSingleton<LineSignal>();
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<Workbench>();
        services.AddSingleton<MediaReferences>();
        services.AddSingleton<RunningItems>();
        services.AddSingleton<PaceBook>();
        services.AddSingleton<OrderQueue>();
        services.AddSingleton<LostItems>();
        services.AddSingleton<LineRecovery>();
        services.TryAddSingleton<ILineRules, LineRulesReader>();
        services.AddSingleton<IProductionBoard, ProductionBoard>();
        services.AddSingleton<IAttemptLedger, AttemptLedger>();
        services.AddJobs();
        services.AddSingleton<AttemptReconciliation>();
        services.AddSingleton<IScheduledWork>(provider => provider.GetRequiredService<AttemptReconciliation>());
        services.AddSingleton<IScheduledWork, Media.MissingThumbnails>();
        services.AddSingleton<IScheduledWork, Upkeep.RetentionWork>();
        services.AddSingleton<IScheduledWork, Upkeep.BackupWork>();
        services.AddSingleton<IScheduledWork, Upkeep.IntegrityWork>();
        services.AddHostedService<ProductionLine>();
        return services;
    }
}
