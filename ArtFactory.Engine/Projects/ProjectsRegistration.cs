using ArtFactory.Engine.Live;
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
        services.AddSingleton<LookupShelf>();
        services.AddSingleton<ILookupShelf>(p => p.GetRequiredService<LookupShelf>());
        services.AddSingleton<IRemembers>(p => p.GetRequiredService<LookupShelf>());
        return services;
    }
}
