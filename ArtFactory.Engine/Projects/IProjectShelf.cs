using ArtFactory.Data.Projects;

namespace ArtFactory.Engine.Projects;

/// <summary>One card of the projects page; up to four thumbnails (paths below the cache folder), featured ones first.</summary>
public sealed record ProjectCard(
    Guid Id, string Name, string? Description, ProjectStatus Status, int ProductCount, int OrderCount, IReadOnlyList<string> Thumbnails,
    DateTime LastActivity, DateTime CreatedAt, DateTime? DeletedAt);

/// <summary>The figures on a project's page. <paramref name="KeepRate"/> is liked or rated 4 and up, over all: 0 to 1, null without products.</summary>
public sealed record ProjectFigures(int Products, int Orders, decimal Spent, long StorageBytes, double? KeepRate, decimal Reserved = 0, decimal? BudgetLimit = null, decimal Planned = 0);

/// <summary>How the projects page is ordered.</summary>
public enum ProjectOrder { LastActivity, Name, Newest, Products }

/// <summary>The projects themselves.</summary>
public interface IProjectShelf
{
    Task<IReadOnlyList<ProjectCard>> ListAsync(string? text = null, ProjectStatus? status = null, ProjectOrder order = ProjectOrder.LastActivity, CancellationToken cancellationToken = default);
    Task<ProjectCard?> FindAsync(Guid id, CancellationToken cancellationToken = default);
    Task<ProjectFigures> FiguresAsync(Guid id, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidInputException">The name is empty or too long.</exception>
    Task<Guid> CreateAsync(string name, string? description = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateAsync"/>
    Task EditAsync(Guid id, string name, string? description, CancellationToken cancellationToken = default);
    Task SetStatusAsync(Guid id, ProjectStatus status, CancellationToken cancellationToken = default);

    /// <summary>Shows a product on its project's card before all others, or no longer.</summary>
    /// <exception cref="InvalidInputException">The product belongs to no project, or the card is full.</exception>
    Task FeatureAsync(Guid productId, bool featured, CancellationToken cancellationToken = default);

    /// <summary>The project and what is in it go to the trash.</summary>
    Task TrashAsync(Guid id, CancellationToken cancellationToken = default);
    Task RestoreAsync(Guid id, CancellationToken cancellationToken = default);
}
