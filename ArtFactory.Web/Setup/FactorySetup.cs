using System.ComponentModel.DataAnnotations;
using ArtFactory.Data;
using ArtFactory.Engine;
using Microsoft.Extensions.Options;

namespace ArtFactory.Web.Setup;

/// <summary>One configuration and one set of services, whether a browser or a shell asks.</summary>
public static class FactorySetup
{
    /// <summary>
    /// Reads, each over the one before: the program's <c>appsettings.json</c>, the data folder's <c>appsettings.json</c>, the
    /// environment (<c>Section__Key</c>).
    /// </summary>
    public static IConfigurationBuilder AddFactoryConfiguration(this IConfigurationBuilder configuration, FactoryPaths paths) => configuration
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false)
        .AddJsonFile(Path.Combine(paths.Root, "appsettings.json"), optional: true, reloadOnChange: false)
        .AddEnvironmentVariables();

    /// <summary>Adds the database and the engine on a data folder.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of its range.</exception>
    public static IServiceCollection AddFactory(this IServiceCollection services, IConfiguration configuration, FactoryPaths paths)
    {
        services.AddSingleton(paths);
        services.AddFactoryData(DatabaseOptionsOf(configuration, paths));
        services.AddFactoryEngine(configuration, paths);
        services.AddSingleton<FactoryStart>();
        return services;
    }

    static DatabaseOptions DatabaseOptionsOf(IConfiguration configuration, FactoryPaths paths)
    {
        var options = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        if (options.Path.Length == 0) options = options with { Path = paths.Database };
        if (options.BackupFolder.Length == 0) options = options with { BackupFolder = paths.Backups };
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            throw new OptionsValidationException("Database", typeof(DatabaseOptions), faults.Select(fault => $"Database: {fault.ErrorMessage}"));
        return options;
    }
}
