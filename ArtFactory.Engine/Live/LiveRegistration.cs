using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Engine.Live;

public static class LiveRegistration
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IChangeFeed>(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<IDatabaseWatch, DatabaseWatch>();
        services.AddSingleton<ClusterFeed>();
        services.AddSingleton<IChangesElsewhere>(provider => provider.GetRequiredService<ClusterFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<ClusterFeed>());
        return services;
    }
}
