using System.Linq.Expressions;
using System.Text.Json;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Lookups;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Providers;
using ArtFactory.Data.Spending;
using ArtFactory.Data.Tags;
using ArtFactory.Data.Templates;
using ArtFactory.Data.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArtFactory.Data;

/// <summary>
/// The one model of both engines; each engine's own context derives from it. One context per operation, from
/// <see cref="IDbContextFactory{TContext}"/>.
/// </summary>
public abstract class FactoryContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OrderItem> OrderItems => Set<OrderItem>();
    public DbSet<OrderItemChoice> OrderItemChoices => Set<OrderItemChoice>();
    public DbSet<GenerationAttempt> GenerationAttempts => Set<GenerationAttempt>();
    public DbSet<SpendDay> SpendDays => Set<SpendDay>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Collection> Collections => Set<Collection>();
    public DbSet<CollectionProduct> CollectionProducts => Set<CollectionProduct>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<Provider> Providers => Set<Provider>();
    public DbSet<ProviderCondition> ProviderConditions => Set<ProviderCondition>();
    public DbSet<Model> Models => Set<Model>();
    public DbSet<Template> Templates => Set<Template>();
    public DbSet<Lookup> Lookups => Set<Lookup>();
    public DbSet<Tag> Tags => Set<Tag>();
    public DbSet<TagAssociation> TagAssociations => Set<TagAssociation>();
    public DbSet<GenerationLog> GenerationLogs => Set<GenerationLog>();
    public DbSet<SystemSetting> SystemSettings => Set<SystemSetting>();
    public DbSet<BackgroundJob> BackgroundJobs => Set<BackgroundJob>();
    public DbSet<SeedRecord> SeedRecords => Set<SeedRecord>();
    public DbSet<Node> Nodes => Set<Node>();
    public DbSet<KeyRingEntry> KeyRing => Set<KeyRingEntry>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<ParameterSet>().HaveConversion<ParameterSetConverter, ParameterSetComparer>();
        configurationBuilder.Properties<ThumbnailPaths>().HaveConversion<JsonConverter<ThumbnailPaths>>();
        configurationBuilder.Properties<IReadOnlyList<string>>().HaveConversion<JsonConverter<IReadOnlyList<string>>, ListComparer<string>>();
        configurationBuilder.Properties<IReadOnlyList<Guid>>().HaveConversion<JsonConverter<IReadOnlyList<Guid>>, ListComparer<Guid>>();
        configurationBuilder.Properties<ProjectStatus>().HaveConversion<LowerCaseConverter<ProjectStatus>>();
        configurationBuilder.Properties<OrderStatus>().HaveConversion<LowerCaseConverter<OrderStatus>>();
        configurationBuilder.Properties<OrderItemStatus>().HaveConversion<LowerCaseConverter<OrderItemStatus>>();
        configurationBuilder.Properties<AttemptState>().HaveConversion<LowerCaseConverter<AttemptState>>();
        configurationBuilder.Properties<ProductType>().HaveConversion<LowerCaseConverter<ProductType>>();
        configurationBuilder.Properties<TaggedEntity>().HaveConversion<LowerCaseConverter<TaggedEntity>>();
        configurationBuilder.Properties<BackgroundJobState>().HaveConversion<LowerCaseConverter<BackgroundJobState>>();
        configurationBuilder.Properties<LogSeverity>().HaveConversion<UpperCaseConverter<LogSeverity>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FactoryContext).Assembly,
            type => !type.Namespace!.EndsWith(".Sqlite", StringComparison.Ordinal) && !type.Namespace.EndsWith(".Postgres", StringComparison.Ordinal));
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (property.Name == "Id" && property.ClrType == typeof(Guid)) property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
                if (property.Name is "CreatedAt" or "UpdatedAt" or "AddedAt" or "Timestamp" && property.ClrType == typeof(DateTime))
                    property.SetDefaultValueSql("CURRENT_TIMESTAMP");
            }

            if (typeof(ISoftDeleted).IsAssignableFrom(entity.ClrType))
                modelBuilder.Entity(entity.ClrType, e => NotDeleted(e));
        }
    }

    static void NotDeleted(EntityTypeBuilder entity)
    {
        var row = Expression.Parameter(entity.Metadata.ClrType, "row");
        var deletedAt = Expression.Property(row, nameof(ISoftDeleted.DeletedAt));
        entity.HasQueryFilter(ISoftDeleted.FilterName,
            Expression.Lambda(Expression.Equal(deletedAt, Expression.Constant(null, typeof(DateTime?))), row));
    }

    static string SnakeCase(string name)
    {
        var snake = new global::System.Text.StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0) snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }

    sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime(),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    sealed class ParameterSetConverter() : ValueConverter<ParameterSet, string>(set => set.ToJson(), json => ParameterSet.Parse(json));

    /// <summary>Sets are immutable: the same object is the same value.</summary>
    sealed class ParameterSetComparer() : ValueComparer<ParameterSet>((a, b) => a == null ? b == null : a.Equals(b), set => set.GetHashCode(), set => set);

    sealed class JsonConverter<T>() : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
        json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!);

    sealed class ListComparer<T>() : ValueComparer<IReadOnlyList<T>>(
        (a, b) => a == null ? b == null : b != null && a.SequenceEqual(b),
        list => list.Aggregate(0, (hash, value) => HashCode.Combine(hash, value)),
        list => list.ToArray());

    sealed class LowerCaseConverter<T>() : ValueConverter<T, string>(
        value => value.ToString().ToLowerInvariant(), text => Enum.Parse<T>(text, true)) where T : struct, Enum;

    sealed class UpperCaseConverter<T>() : ValueConverter<T, string>(
        value => value.ToString().ToUpperInvariant(), text => Enum.Parse<T>(text, true)) where T : struct, Enum;
}
