using ArtFactory.Data;
using ArtFactory.Data.Copying;
using ArtFactory.Data.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Upkeep;

/// <summary>A database that is copied, or copied to.</summary>
public sealed record CopyLibrary(IDbContextFactory<FactoryContext> Contexts, IDatabaseEngine Engine, ICopyEnd End, Migrator Migrator)
{
    public static CopyLibrary Of(IServiceProvider services) => new(
        services.GetRequiredService<IDbContextFactory<FactoryContext>>(), services.GetRequiredService<IDatabaseEngine>(),
        services.GetRequiredService<ICopyEnd>(), services.GetRequiredService<Migrator>());
}
