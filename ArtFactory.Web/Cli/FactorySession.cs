using ArtFactory.Engine;
using ArtFactory.Engine.Live;
using ArtFactory.Web.Setup;
using Microsoft.Extensions.Logging.Console;

namespace ArtFactory.Web.Cli;

/// <summary>The factory without its web face, for one verb: the same configuration and the same rooms.</summary>
sealed class FactorySession(IHost host) : IAsyncDisposable
{
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(25);
    bool _isRunning;
    IHostedService? _telling;

    public IServiceProvider Services => host.Services;

    /// <summary>Opens a data folder as it is: nothing is made, nothing is migrated.</summary>
    public static FactorySession Build(FactoryPaths paths)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = "ArtFactory",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddFactoryConfiguration(paths);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // Who sits at the shell reads the verb's own words; the log is for what goes wrong.
        builder.Logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning);
        builder.Logging.AddFilter<ConsoleLoggerProvider>("Microsoft.EntityFrameworkCore.Model.Validation", LogLevel.Error);
        // The ring lies in a folder that only its owner reads; the warning that it is not sealed further would come at every first start.
        builder.Logging.AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddFactory(builder.Configuration, paths);
        return new(builder.Build());
    }

    /// <summary>Opens a data folder that is up to date, making it first if need be.</summary>
    public static async Task<FactorySession> OpenAsync(FactoryPaths paths, CancellationToken cancellationToken = default)
    {
        var session = Build(paths.Create());
        try
        {
            await session.Services.GetRequiredService<FactoryStart>().PrepareAsync(cancellationToken);

            // What a verb changes, the pages and lines of running nodes hear.
            session._telling = session.Services.GetRequiredService<IChangesElsewhere>() as IHostedService;
            if (session._telling is not null) await session._telling.StartAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the line and whatever else runs in the background, until the session ends.</summary>
    public async Task RunLineAsync(CancellationToken cancellationToken)
    {
        await StopTellingAsync(cancellationToken);
        _isRunning = true;
        await host.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isRunning)
        {
            using var limit = new CancellationTokenSource(StopLimit);
            await host.StopAsync(limit.Token);
        }

        await StopTellingAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    async Task StopTellingAsync(CancellationToken cancellationToken)
    {
        if (_telling is null) return;
        await _telling.StopAsync(cancellationToken);
        _telling = null;
    }
}
