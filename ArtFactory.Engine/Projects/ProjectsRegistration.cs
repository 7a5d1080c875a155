using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Projects;

public static class ProjectsRegistration
{
    /// <summary>Adds projects, templates and lookups.</summary>
    public static IServiceCollection AddProjects(this IServiceCollection services)
    {
        services.AddFactoryWriter();
        services.AddSingleton<IProjectShelf, ProjectShelf>();
        services.AddSingleton<ITemplateShelf, TemplateShelf>();
        services.AddSingleton<ILookupShelf, LookupShelf>();
        return services;
    }
}
