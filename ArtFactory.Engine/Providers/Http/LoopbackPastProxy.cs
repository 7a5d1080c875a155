using System.Net;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>The system's proxy, except for engines on this machine, which no proxy can reach.</summary>
sealed class LoopbackPastProxy : IWebProxy
{
    static readonly IWebProxy System = HttpClient.DefaultProxy;

    public ICredentials? Credentials
    {
        get => System.Credentials;
        set => System.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => System.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || System.IsBypassed(host);
}
