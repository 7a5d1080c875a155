using ArtFactory.Engine.Media.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Media;

public static class MediaRegistration
{
    /// <summary>The store of files, its originals where the section <c>Media</c> of the settings says, the imaging processes, and the maker of thumbnails.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services, MediaFolders folders)
    {
        services.AddImaging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(folders);
        services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MediaOptions>, MediaOptionsCheck>();
        services.TryAddSingleton(OriginalsOf);
        services.TryAddSingleton<MediaStore>();
        services.TryAddSingleton<ThumbnailMaker>();
        services.TryAddSingleton<ThumbnailHealing>();
        return services;
    }

    private static IOriginals OriginalsOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<MediaOptions>>().Value;
        var (folders, clock) = (services.GetRequiredService<MediaFolders>(), services.GetRequiredService<TimeProvider>());
        return options.IsInBucket
            ? new S3Originals(options.S3, folders, clock, services.GetRequiredService<ILogger<S3Originals>>())
            : new FolderOriginals(folders, clock, services.GetRequiredService<ILogger<FolderOriginals>>());
    }
}
