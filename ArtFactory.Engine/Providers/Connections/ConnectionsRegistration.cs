using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Upkeep;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Connections;

static class ConnectionsRegistration
{
    /// <summary>Addresses and keys, and the key ring that seals them; harmless when called again.</summary>
    public static void AddProviderConnections(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddDataProtection().SetApplicationName("ArtFactory");
        services.TryAddSingleton<KeyRing>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KeyManagementOptions>, RingOfTheLibrary>());
        services.AddOptions<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsCheck>());
        services.TryAddSingleton<KeySeal>();
        services.TryAddSingleton<ProviderConnections>();
        services.TryAddSingleton<IProviderConnections>(p => p.GetRequiredService<ProviderConnections>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRemembers, ProviderConnections>(p => p.GetRequiredService<ProviderConnections>()));
    }

    sealed class RingOfTheLibrary(FactoryPaths paths, IDatabaseEngine engine, KeyRing shared, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
    {
        // Several nodes seal and open for each other: their ring is in the database they share.
        public void Configure(KeyManagementOptions options) =>
            options.XmlRepository = engine.HasSingleWriter ? new FileSystemXmlRepository(new DirectoryInfo(paths.Keys), loggers) : shared;
    }
}
