using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Engine;

static class FactoryWriterRegistration
{
    /// <summary>What every room that writes needs; harmless when called again.</summary>
    public static void AddFactoryWriter(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FactoryWriter>();
    }
}
