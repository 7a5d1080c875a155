namespace ArtFactory.Engine.Curation;

/// <summary>One line of the table of tags.</summary>
public sealed record TagRow(Guid Id, string Name, string? Color, string? Description, int UsageCount, DateTime CreatedAt);

/// <summary>The tags themselves.</summary>
public interface ITagShelf
{
    /// <summary>By name; those that contain <paramref name="text"/>.</summary>
    Task<IReadOnlyList<TagRow>> ListAsync(string? text = null, int take = 500, CancellationToken cancellationToken = default);

    /// <summary>What carries the tag, up to <paramref name="take"/> things of a kind; null if there is no such tag.</summary>
    Task<TagUse?> UseAsync(Guid id, int take = 100, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidInputException">The name is empty, too long or taken; the colour is no <c>#rrggbb</c>.</exception>
    Task<TagRow> CreateAsync(string name, string? color = null, string? description = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateAsync"/>
    Task EditAsync(Guid id, string name, string? color, string? description, CancellationToken cancellationToken = default);

    /// <summary>Moves everything from one tag to another and deletes the first.</summary>
    Task MergeAsync(Guid from, Guid into, CancellationToken cancellationToken = default);
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}
