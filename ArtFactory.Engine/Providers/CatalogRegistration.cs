using ArtFactory.Engine.Live;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Models;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Providers;

public static class CatalogRegistration
{
    /// <summary>Adds the catalogue of providers and models; adapters register themselves beside it.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddProviderConnections();
        services.AddSingleton<ProviderCatalog>();
        services.AddSingleton<IProviderCatalog>(p => p.GetRequiredService<ProviderCatalog>());
        services.AddSingleton<IRemembers>(p => p.GetRequiredService<ProviderCatalog>());
        services.AddSingleton<ModelShelf>();
        services.AddSingleton<IModelShelf>(p => p.GetRequiredService<ModelShelf>());
        services.AddSingleton<IWorkflowShelf>(p => p.GetRequiredService<ModelShelf>());
        return services;
    }
}
