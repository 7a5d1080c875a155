using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ArtFactory.Data.Postgres;

/// <summary>The context as the design tools need it: the model, and a server that is never asked.</summary>
sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresFactoryContext>
{
    public PostgresFactoryContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresFactoryContext>();
        builder.UseFactoryPostgres(new PostgresConnections(new DatabaseOptions { ConnectionString = "Host=127.0.0.1;Database=art_factory_design" }));
        return new PostgresFactoryContext(builder.Options);
    }
}
