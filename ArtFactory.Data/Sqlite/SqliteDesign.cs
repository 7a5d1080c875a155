using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ArtFactory.Data.Sqlite;

/// <summary>The context as the design tools need it: the model, and a database that is never opened.</summary>
sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteFactoryContext>
{
    public SqliteFactoryContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteFactoryContext>();
        builder.UseFactorySqlite(new SqliteConnections(new DatabaseOptions { Path = Path.Combine(Path.GetTempPath(), "art-factory-design.db") }));
        return new SqliteFactoryContext(builder.Options);
    }
}
