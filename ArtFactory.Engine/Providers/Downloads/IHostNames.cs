using System.Net;

namespace ArtFactory.Engine.Providers.Downloads;

/// <summary>Finds the addresses of a name; another one in tests.</summary>
interface IHostNames
{
    Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken);
}
