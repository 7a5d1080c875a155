using ArtFactory.Data;

namespace ArtFactory.Engine.Projects;

/// <summary>A saved order. Its parameter set holds <c>prompt</c>, <c>negative_prompt</c> and the parameters as typed.</summary>
public sealed record TemplateView(
    Guid Id, string Name, string? Description, string Provider, string Model, ParameterSet ParameterSet, Guid? ProjectId, string? ProjectName,
    bool IsGlobal, int UsageCount, DateTime UpdatedAt);

/// <summary>Saved orders.</summary>
public interface ITemplateShelf
{
    /// <summary>Global ones and those of the project; all when <paramref name="projectId"/> is null.</summary>
    Task<IReadOnlyList<TemplateView>> ListAsync(Guid? projectId = null, string? text = null, CancellationToken cancellationToken = default);
    Task<TemplateView?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Inserts (an empty id) or updates; answers the id.</summary>
    /// <exception cref="InvalidInputException">The name is empty, too long, or the model is unknown.</exception>
    Task<Guid> SaveAsync(TemplateView template, CancellationToken cancellationToken = default);
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}
