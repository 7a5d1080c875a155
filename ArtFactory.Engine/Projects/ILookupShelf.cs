using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Projects;

/// <summary>A named list of values. <paramref name="Resolved"/> is how many values it gives after nesting.</summary>
public sealed record LookupView(Guid Id, string Key, IReadOnlyList<string> Values, string? Description, string? Category, bool IsSystem, int Resolved, DateTime UpdatedAt);

/// <summary>The lists that feed the expansion.</summary>
public interface ILookupShelf
{
    Task<IReadOnlyList<LookupView>> ListAsync(string? text = null, CancellationToken cancellationToken = default);
    Task<LookupView?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Inserts (an empty id) or updates; answers the id.</summary>
    /// <exception cref="InvalidInputException">The key is empty, taken, or holds a character the language needs.</exception>
    Task<Guid> SaveAsync(Guid id, string key, IReadOnlyList<string> values, string? description, string? category, CancellationToken cancellationToken = default);
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>All lookups as the expansion wants them; cached until one changes.</summary>
    Task<ILookupSource> SourceAsync(CancellationToken cancellationToken = default);

    /// <summary>All as <c>{"name": ["value", ...]}</c>.</summary>
    Task<string> ExportAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes that JSON, or a wildcard file: text with one value a line, or lists in YAML. A list that is there already gets the values.
    /// </summary>
    /// <param name="fileName">The file's path within its wildcard folder: it names the list of a text file or of a bare one.</param>
    /// <param name="content">The file's text.</param>
    /// <param name="cancellationToken">Ends the import between two lists.</param>
    /// <exception cref="InvalidInputException">The file cannot be read or a list in it cannot be taken; nothing is written.</exception>
    Task<LookupImport> ImportAsync(string fileName, string content, CancellationToken cancellationToken = default);
}
