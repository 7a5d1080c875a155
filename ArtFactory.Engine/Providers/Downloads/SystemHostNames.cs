using System.Net;

namespace ArtFactory.Engine.Providers.Downloads;

sealed class SystemHostNames : IHostNames
{
    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
