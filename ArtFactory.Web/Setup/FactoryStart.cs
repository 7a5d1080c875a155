using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Engine.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ArtFactory.Web.Setup;

/// <summary>What must have happened before anyone is served: schema, seeds, and the certainty that the media folder is the library's.</summary>
public sealed class FactoryStart(
    IEnumerable<IStartupValidator> settings, Migrator migrator, IDbContextFactory<FactoryContext> contexts, MediaStore media)
{
    /// <exception cref="OptionsValidationException">A setting is out of its range; nothing was touched.</exception>
    /// <exception cref="MediaStoreException">The originals' place cannot be used, or is not the library's.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        foreach (var section in settings) section.Validate();
        await migrator.UpAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await media.VerifyAsync(await context.Products.IgnoreQueryFilters().AnyAsync(cancellationToken), cancellationToken);
        media.CleanTemporary();
    }
}
