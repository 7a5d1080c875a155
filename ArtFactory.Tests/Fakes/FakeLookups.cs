using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Projects;

namespace ArtFactory.Tests.Fakes;

/// <summary>Lookups in memory.</summary>
public sealed class FakeLookups : ILookupShelf
{
    public ILookupSource Source { get; set; } = LookupTable.Of(("color", ["red", "green", "blue"]));

    public Task<ILookupSource> SourceAsync(CancellationToken cancellationToken = default) => Task.FromResult(Source);

    public Task<IReadOnlyList<LookupView>> ListAsync(string? text = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<LookupView>>([]);

    public Task<LookupView?> FindAsync(string key, CancellationToken cancellationToken = default) => Task.FromResult<LookupView?>(null);

    public Task<Guid> SaveAsync(Guid id, string key, IReadOnlyList<string> values, string? description, string? category, CancellationToken cancellationToken = default) =>
        Task.FromResult(id);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<string> ExportAsync(CancellationToken cancellationToken = default) => Task.FromResult("{}");

    public Task<LookupImport> ImportAsync(string fileName, string content, CancellationToken cancellationToken = default) => Task.FromResult(new LookupImport(0, []));
}
