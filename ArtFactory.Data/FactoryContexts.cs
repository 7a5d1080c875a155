using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Data;

/// <summary>Hands out the engine's pooled contexts under the name all rooms know.</summary>
sealed class FactoryContexts<TContext>(IDbContextFactory<TContext> pool) : IDbContextFactory<FactoryContext>
    where TContext : FactoryContext
{
    public FactoryContext CreateDbContext() => pool.CreateDbContext();

    public async Task<FactoryContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await pool.CreateDbContextAsync(cancellationToken);
}
