using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Curation;

public static class CurationRegistration
{
    /// <summary>Adds likes, ratings, tags and collections.</summary>
    public static IServiceCollection AddCuration(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddSingleton<CollectionOrder>();
        services.AddSingleton<ICurator, Curator>();
        services.AddSingleton<ITagShelf, TagShelf>();
        services.AddSingleton<ICollectionShelf, CollectionShelf>();
        return services;
    }
}
