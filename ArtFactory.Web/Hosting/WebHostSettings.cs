using System.ComponentModel.DataAnnotations;

namespace ArtFactory.Web.Hosting;

/// <summary>Where the pages are served, and to whom.</summary>
public sealed record WebHostSettings
{
    public const string Section = "Web";

    /// <summary>The address to listen on. Only loopback for now: there is no password yet.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 5080;

    /// <summary>Host names the server answers to beside localhost, 127.0.0.1 and [::1]; for a reverse proxy's name.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
