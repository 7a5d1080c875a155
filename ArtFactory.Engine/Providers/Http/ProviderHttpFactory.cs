using ArtFactory.Engine.Providers.Connections;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Gives each adapter its own way out, which lives as long as the program.</summary>
sealed class ProviderHttpFactory(ProviderConnections connections, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    readonly List<ProviderHttp> _made = [];

    public ProviderHttp For(ProviderProfile profile)
    {
        var http = new ProviderHttp(profile, connections, time, loggers.CreateLogger<ProviderHttp>());
        lock (_made) _made.Add(http);
        return http;
    }

    public void Dispose()
    {
        lock (_made) _made.ForEach(http => http.Dispose());
    }
}
