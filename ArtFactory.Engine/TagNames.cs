using ArtFactory.Data;
using ArtFactory.Data.Tags;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine;

/// <summary>Finds tags by name, whatever the case.</summary>
static class TagNames
{
    public static async Task<Tag?> FindAsync(FactoryContext context, string name, CancellationToken cancellationToken)
    {
        if (await context.Tags.AsNoTracking().FirstOrDefaultAsync(t => t.Name == name, cancellationToken) is { } exact) return exact;

        // The engine folds the case of ASCII letters only; names beyond that are compared here.
        if (name.All(char.IsAscii))
        {
            var lower = name.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, which has no culture.
            return await context.Tags.AsNoTracking().FirstOrDefaultAsync(t => t.Name.ToLower() == lower, cancellationToken);
#pragma warning restore CA1304, CA1311, CA1862
        }

        var names = await context.Tags.Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken);
        return names.Find(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? await context.Tags.AsNoTracking().FirstAsync(t => t.Id == found.Id, cancellationToken)
            : null;
    }
}
