using ArtFactory.Engine.Providers.Studio;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Providers;

public static class ProviderAdaptersRegistration
{
    /// <summary>One line a provider; each has its folder here.</summary>
    public static IServiceCollection AddProviderAdapters(this IServiceCollection services)
    {
        services.AddSingleton<IProviderAdapter, StudioAdapter>();
        services.AddSingleton<AdapterShelf>();
        return services;
    }
}
