using ArtFactory.Engine.Providers.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Providers;

public static class CatalogRegistration
{
    /// <summary>Adds the catalogue of providers and models; adapters register themselves beside it.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddProviderConnections();
        services.AddSingleton<IProviderCatalog, ProviderCatalog>();
        return services;
    }
}
