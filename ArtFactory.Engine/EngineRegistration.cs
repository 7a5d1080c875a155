using ArtFactory.Engine.Curation;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Spending;
using ArtFactory.Engine.Upkeep;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Engine;

/// <summary>Registers the engine: one line a room, each in its own <c>&lt;Room&gt;Registration</c>.</summary>
public static class EngineRegistration
{
    /// <summary>Adds every room's public services; the data room is registered before, by its own extension.</summary>
    public static IServiceCollection AddFactoryEngine(this IServiceCollection services, IConfiguration configuration, FactoryPaths paths)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(paths);
        var share = configuration["Media:Folder"];
        services.AddMedia(new MediaFolders(string.IsNullOrWhiteSpace(share) ? paths.Media : Path.GetFullPath(share, paths.Root), paths.Cache, paths.Temporary));
        services.AddLive();
        services.AddInventory();
        services.AddCuration();
        services.AddProjects();
        services.AddCatalog();
        services.AddUpkeep();
        services.AddProviderAdapters();
        services.AddKeyCertificate(configuration, paths);
        services.AddOrders();
        services.AddProduction();
        services.AddSpending();
        return services;
    }
}
