using System.IO.Compression;
using System.Net;
using ArtFactory.Engine;
using ArtFactory.Engine.Production.Nodes;
using ArtFactory.Web.Api;
using ArtFactory.Web.Features.Ordering;
using ArtFactory.Web.Features.Projects;
using ArtFactory.Web.Setup;
using ArtFactory.Web.Shared;
using ArtFactory.Web.Shell;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.ResponseCompression;
using MudBlazor;
using MudBlazor.Services;

namespace ArtFactory.Web.Hosting;

/// <summary>The factory with its face: pages, media and health over one small Kestrel.</summary>
public static class WebHost
{
    static readonly string[] OwnHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Builds the server; the caller prepares the database (<see cref="FactoryStart"/>) and runs it.</summary>
    /// <param name="args">Left-over arguments, read as configuration.</param>
    /// <param name="paths">The data folder.</param>
    /// <param name="settings">Where to listen; from the configuration's <c>Web</c> section when null.</param>
    /// <param name="more">Services added last, over the others.</param>
    /// <exception cref="InvalidInputException">The address is not a loopback one.</exception>
    public static WebApplication Build(string[] args, FactoryPaths paths, WebHostSettings? settings = null, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = "ArtFactory.Web",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddFactoryConfiguration(paths);
        settings ??= builder.Configuration.GetSection(WebHostSettings.Section).Get<WebHostSettings>() ?? new WebHostSettings();
        var address = LoopbackOf(settings.Address);

        // The build's own list of files serves what lies in packages and in the source tree; published, all lies in wwwroot.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 * 1024 * 1024;
            kestrel.Listen(address, settings.Port);
        });
        AddServices(builder, paths, settings);
        more?.Invoke(builder.Services);

        var app = builder.Build();
        Map(app, PublicHost(builder.Configuration, settings));
        return app;
    }

    /// <summary>The name under which providers send webhooks, unless the pages are served under it anyway; null without one.</summary>
    static string? PublicHost(ConfigurationManager configuration, WebHostSettings settings) =>
        Uri.TryCreate(configuration["Webhooks:PublicAddress"], UriKind.Absolute, out var address)
        && !OwnHosts.Concat(settings.AllowedHosts).Contains(address.Host, StringComparer.OrdinalIgnoreCase) ? address.Host : null;

    static IPAddress LoopbackOf(string text)
    {
        var address = string.Equals(text, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(text.Trim('[', ']'), out var parsed) ? parsed
            : throw new InvalidInputException("address", $"'{text}' is not an IP address. Use 127.0.0.1.");
        return IPAddress.IsLoopback(address) ? address : throw new InvalidInputException(
            "address", $"Serving on {text} is not available yet: it would be open to the network without a password. Use 127.0.0.1, and a tunnel (ssh -L 5080:127.0.0.1:5080) to reach it from elsewhere.");
    }

    static void AddServices(WebApplicationBuilder builder, FactoryPaths paths, WebHostSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(NodeRole.Web);
        services.AddFactory(builder.Configuration, paths);
        services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = [.. OwnHosts, .. settings.AllowedHosts, .. PublicHost(builder.Configuration, settings) is { } name ? [name] : Array.Empty<string>()];
            filter.AllowEmptyHosts = false;
            filter.IncludeFailureMessage = false;
        });
        services.AddHostFiltering(_ => { });
        // The ring lies in a folder that only its owner reads; the warning that it is not sealed further would come at every first start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "af-csrf");
        services.AddResponseCompression(compression =>
        {
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = ["text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddRouting();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A page whose server went away for a moment finds everything as it was.
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
            circuits.DisconnectedCircuitMaxRetained = 20;
            circuits.DetailedErrors = builder.Environment.IsDevelopment();
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = 512 * 1024);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.VisibleStateDuration = 5000;
            mud.SnackbarConfiguration.ShowTransitionDuration = 120;
            mud.SnackbarConfiguration.HideTransitionDuration = 120;
            mud.SnackbarConfiguration.MaxDisplayedSnackbars = 4;
            mud.SnackbarConfiguration.PreventDuplicates = false;
        });
        services.AddScoped<Dialogs>();
        services.AddScoped<Toasts>();
        services.AddScoped<ProjectContext>();
        services.AddScoped<ThemeChoice>();
        services.AddTransient<OrderDesktop>();
        services.AddTransient<LiveQuote>();
        services.AddScoped<ProjectActions>();
    }

    static void Map(WebApplication app, string? publicHost)
    {
        app.UseHostFiltering();
        if (publicHost is not null) app.UseMiddleware<WebhookGate>(publicHost);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<SameOriginGate>();
        app.UseMiddleware<HeadAsGet>();
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseRouting();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapMedia();
        app.MapWebhooks();
        app.MapJobDashboard();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
        {
            // Our own header says it for every answer.
            server.ContentSecurityFrameAncestorsPolicy = null;
            // Compressed message by message: a window that lives as long as the connection costs some 300 KiB of native memory for
            // every open page.
            server.ConfigureWebSocketAcceptContext = (_, socket) =>
            {
                socket.DangerousEnableCompression = true;
                socket.DisableServerContextTakeover = true;
                return Task.CompletedTask;
            };
        });
    }
}
