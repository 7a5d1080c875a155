using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Engine.Media;

public static class ImagingRegistration
{
    /// <summary>The imaging processes, with the section <c>Imaging</c> of the settings. Nothing is started before it is needed.</summary>
    public static IServiceCollection AddImaging(this IServiceCollection services, Action<ImagingOptions>? configure = null)
    {
        var options = services.AddOptions<ImagingOptions>().BindConfiguration(ImagingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddSingleton<ImagingPool>();
        services.TryAddSingleton<IImagingClient>(s => s.GetRequiredService<ImagingPool>());
        return services;
    }
}
