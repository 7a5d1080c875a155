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
    /// <summary>Addresses and keys, and the key ring in the data folder that seals them; harmless when called again.</summary>
    public static void AddProviderConnections(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddDataProtection().SetApplicationName("ArtFactory");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KeyManagementOptions>, RingInDataFolder>());
        services.AddOptions<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsCheck>());
        services.TryAddSingleton<KeySeal>();
        services.TryAddSingleton<ProviderConnections>();
        services.TryAddSingleton<IProviderConnections>(p => p.GetRequiredService<ProviderConnections>());
    }

    sealed class RingInDataFolder(FactoryPaths paths, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) => options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(paths.Keys), loggers);
    }
}
