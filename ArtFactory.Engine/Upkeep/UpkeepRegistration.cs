using ArtFactory.Engine.Live;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Upkeep;

public static class UpkeepRegistration
{
    /// <summary>Adds settings, the trash, retention and the files that people give as inputs.</summary>
    public static IServiceCollection AddUpkeep(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddSingleton<Settings>();
        services.AddSingleton<ISettings>(p => p.GetRequiredService<Settings>());
        services.AddSingleton<IRemembers>(p => p.GetRequiredService<Settings>());
        services.AddSingleton<FilePurge>();
        services.AddSingleton<TrashPurge>();
        services.AddSingleton<UploadReferences>();
        services.AddSingleton<UploadPurge>();
        services.AddSingleton<IUploads, Uploads>();
        services.AddSingleton<ITrash, Trash>();
        services.AddSingleton<IRetention, Retention>();
        services.AddSingleton<DemoLibrary>();
        return services;
    }
}
