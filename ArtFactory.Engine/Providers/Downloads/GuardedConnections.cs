using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ArtFactory.Engine.Providers.Downloads;

/// <summary>
/// Opens connections to public addresses alone. The name is resolved here and the connection goes to the very address that was
/// checked, so that a name that answers differently a moment later gains nothing.
/// </summary>
sealed class GuardedConnections(IHostNames names)
{
    /// <summary>Opens the connection to the checked addresses; another one in tests.</summary>
    public Func<IPAddress[], int, CancellationToken, Task<Stream>> Open { get; init; } = OpenAsync;

    /// <summary>Whom a server's certificate must come from; null for those the system trusts, others in tests.</summary>
    public X509ChainPolicy? Trust { get; init; }

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var found = IPAddress.TryParse(target.Host.Trim('[', ']'), out var literal) ? [literal] : await names.FindAsync(target.Host, cancellationToken);
        if (found.Length == 0) throw new SocketException((int)SocketError.HostNotFound);

        // One that is not public among several is a trick, not an accident.
        if (Array.Find(found, address => !PublicAddress.Is(address)) is { } inside)
            throw new RefusedAddressException($"{target.Host} leads to {inside}, which is not an address of the open internet.");
        return await Open(found, target.Port, cancellationToken);
    }

    /// <summary>Connects to an engine on this machine, and to nothing else.</summary>
    public static async ValueTask<Stream> ConnectLoopbackAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        IPAddress[] found = IPAddress.TryParse(target.Host.Trim('[', ']'), out var literal) ? [literal] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (!found.All(IPAddress.IsLoopback)) throw new RefusedAddressException($"{target.Host} is not this machine.");
        return await OpenAsync(found, target.Port, cancellationToken);
    }

    static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException) throw;
                last = e;
            }
        }

        throw last!;
    }
}
