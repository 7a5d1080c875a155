using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArtFactory.Data.Postgres;

/// <summary>The model on PostgreSQL: uuid, jsonb, timestamptz and numeric; the arrival numbers come from sequences.</summary>
public sealed class PostgresFactoryContext(DbContextOptions<PostgresFactoryContext> options) : FactoryContext(options)
{
    const string Json = "jsonb";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<decimal>().HaveColumnType("numeric(18,6)");
        configurationBuilder.Properties<ulong>().HaveConversion<SeedConverter>();
        configurationBuilder.Properties<ParameterSet>().HaveColumnType(Json);
        configurationBuilder.Properties<ThumbnailPaths>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveColumnType(Json);
        configurationBuilder.Properties<IReadOnlyList<Guid>>().HaveColumnType(Json);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Model>(model =>
        {
            model.Property(m => m.ParameterSchema).HasColumnType(Json);
            model.Property(m => m.Capabilities).HasColumnType(Json);
            model.Property(m => m.Pricing).HasColumnType(Json);
        });
        modelBuilder.Entity<SystemSetting>().Property(s => s.Value).HasColumnType(Json);
        modelBuilder.HasSequence<long>("orders_seq");
        modelBuilder.HasSequence<long>("products_seq");
        modelBuilder.Entity<Order>(order =>
        {
            order.Property(o => o.Seq).HasDefaultValueSql("nextval('orders_seq')");
            order.HasIndex(o => o.BaseParameterSet).HasMethod("gin").HasDatabaseName("idx_orders_parameters");
        });
        modelBuilder.Entity<Product>(product =>
        {
            product.Property(p => p.Seq).HasDefaultValueSql("nextval('products_seq')");
            product.HasIndex(p => p.Metadata).HasMethod("gin").HasDatabaseName("idx_products_metadata");
        });

        // Texts are compared and sorted by their code points, whatever the database's own collation: as on the other engine.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            var stored = property.GetValueConverter()?.ProviderClrType ?? property.ClrType;
            if ((stored == typeof(string) || stored.IsEnum || Nullable.GetUnderlyingType(stored) is { IsEnum: true }) && property.FindAnnotation("Relational:ColumnType") is null)
                property.SetCollation("C");
        }
    }

    /// <summary>There is no unsigned type: the same 64 bits, as on the other engine.</summary>
    sealed class SeedConverter() : ValueConverter<ulong, long>(seed => unchecked((long)seed), stored => unchecked((ulong)stored));
}
