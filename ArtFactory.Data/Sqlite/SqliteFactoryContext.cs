using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArtFactory.Data.Sqlite;

/// <summary>The model on SQLite: ids as 16-byte big-endian BLOBs, money as whole millionths.</summary>
public sealed class SqliteFactoryContext(DbContextOptions<SqliteFactoryContext> options) : FactoryContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianConverter>();
        configurationBuilder.Properties<decimal>().HaveConversion<MillionthsConverter>();
    }

    /// <summary>The driver's own form is mixed-endian, which does not sort in arrival order.</summary>
    sealed class BigEndianConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    /// <summary>SQLite has no decimal type: whole millionths of a dollar add up exactly in SQL.</summary>
    sealed class MillionthsConverter() : ValueConverter<decimal, long>(
        amount => (long)decimal.Round(amount * 1_000_000m, 0, MidpointRounding.AwayFromZero), units => units / 1_000_000m);
}
