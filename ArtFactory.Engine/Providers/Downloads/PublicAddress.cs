using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ArtFactory.Engine.Providers.Downloads;

/// <summary>Tells addresses of the open internet from those behind which something of the operator's own may listen.</summary>
static class PublicAddress
{
    static readonly IPNetwork[] NotPublic4 = Networks(
        "0.0.0.0/8", // this network
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
        "100.64.0.0/10", // shared by carriers
        "127.0.0.0/8", // loopback
        "169.254.0.0/16", // link-local, and the metadata services of clouds
        "168.63.129.16/32", // a cloud's host agent
        "192.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // protocols, documentation
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24", // AS112, AMT, relays
        "198.18.0.0/15", // benchmarks
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, broadcast

    // Everything that is not global unicast (2000::/3) is refused; these lie within it.
    static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    static readonly IPNetwork Translated6 = IPNetwork.Parse("64:ff9b::/96");
    static readonly IPNetwork[] NotPublic6 = Networks(
        "2001::/23", // protocols: Teredo, ORCHID, benchmarks
        "2001:db8::/32", "3fff::/20", // documentation
        "2002::/16", // 6to4
        "2620:4f:8000::/48"); // AS112

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !NotPublic4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0) return false;

        // A NAT64 gateway turns it into the IPv4 address in its last four bytes; of 6to4 and Teredo none is public.
        if (Translated6.Contains(address)) return Is(Last4(address));
        return Global6.Contains(address) && !NotPublic6.Any(network => network.Contains(address));
    }

    static IPAddress Last4(IPAddress address) => new(BinaryPrimitives.ReadUInt32LittleEndian(address.GetAddressBytes().AsSpan(12)));

    static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
