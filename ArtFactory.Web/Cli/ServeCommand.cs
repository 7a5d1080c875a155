using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using ArtFactory.Web.Hosting;
using ArtFactory.Web.Setup;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ArtFactory.Web.Cli;

/// <summary><c>serve</c>: the studio with its face.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = "The port; 0 takes a free one (default: Web:Port, 5080)", HelpName = "N" };
        var urls = new Option<string?>("--urls") { Description = "Address and port as one, such as http://127.0.0.1:5080", HelpName = "URL" };
        var open = new Option<bool>("--open") { Description = "Open it in the browser" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 0 or > 65535) result.AddError("--port takes 0 to 65535.");
        });
        var command = new Command("serve", "Run the studio and print its address") { port, urls, open };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed);
            var paths = DataFolder.Of(parsed).Create();
            var settings = SettingsOf(new ConfigurationBuilder().AddFactoryConfiguration(paths).Build());
            if (parsed.GetValue(urls) is { } text) settings = WithUrl(settings, text);
            if (parsed.GetValue(port) is { } number) settings = settings with { Port = number };

            RefuseTakenPort(settings);
            await using var app = WebHost.Build([], paths, settings);
            await app.Services.GetRequiredService<FactoryStart>().PrepareAsync(cancellationToken);
            await StartAsync(app, settings, cancellationToken);
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            output.Write($"Art Factory: {address.AbsoluteUri.TrimEnd('/')}");
            output.Write($"Data: {paths.Root}. Stop with Ctrl+C.");
            if (parsed.GetValue(open) && !BrowserWindow.TryOpen(address)) output.Note("No browser could be opened; open the address yourself.");
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The port the configuration asks for.</summary>
    public static int PortOf(IConfiguration configuration) => SettingsOf(configuration).Port;

    static WebHostSettings SettingsOf(IConfiguration configuration) =>
        configuration.GetSection(WebHostSettings.Section).Get<WebHostSettings>() ?? new WebHostSettings();

    static WebHostSettings WithUrl(WebHostSettings settings, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            ? settings with { Address = url.Host, Port = url.Port }
            : throw new VerbException(ExitCode.InvalidInput, $"--urls takes one address such as http://127.0.0.1:5080, not '{text}'.");

    static async Task StartAsync(WebApplication app, WebHostSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw Taken(settings);
        }
        catch (SocketException e)
        {
            throw new VerbException(ExitCode.Failed, $"cannot listen on {settings.Address}:{settings.Port}: {e.Message}");
        }
    }

    /// <summary>Asks before anything is built: the host would log the stack of it.</summary>
    static void RefuseTakenPort(WebHostSettings settings)
    {
        if (settings.Port == 0 || !IPAddress.TryParse(settings.Address, out var address)) return;
        using var listener = new TcpListener(address, settings.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(settings);
        }
    }

    static VerbException Taken(WebHostSettings settings) => new(ExitCode.Failed,
        $"port {settings.Port} is taken, perhaps by a factory that already runs. Open http://{settings.Address}:{settings.Port}, or choose another: ./artfactory serve --port N.");
}
