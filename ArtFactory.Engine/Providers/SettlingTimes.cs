using ArtFactory.Engine.Providers.Connections;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers;

/// <summary>How long it takes until a request that a provider does not list was surely never accepted.</summary>
sealed class SettlingTimes(IOptions<ProvidersOptions> options)
{
    public TimeSpan Of(string providerId) => options.Value.Of(providerId).Settling;
}
