using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ArtFactory.Tests.Browser;

/// <summary>The real program, serving a library of its own on a free port; it can be killed and started again on both.</summary>
public sealed class ServedFactory(IReadOnlyDictionary<string, string>? environment = null) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    readonly string _folder = Directory.CreateTempSubdirectory("artfactory-browser-").FullName;
    readonly int _port = FreePort();
    readonly HttpClient _client = new();
    Process? _process;

    /// <summary>The address, without a slash at its end.</summary>
    public string Address => $"http://127.0.0.1:{_port}";

    public HttpClient Client => _client;

    /// <summary>Its data folder.</summary>
    public string Folder => _folder;

    /// <summary>Starts it and waits until it is healthy.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[ProgramPath(), "serve", "--port", $"{_port}", "--data", _folder]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        // Read to the end, so that a full pipe never holds the program up.
        var said = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The program ended with {_process.ExitCode}: {await said}");
            if (await IsHealthyAsync()) return;
            await Task.Delay(100);
        }

        throw new TimeoutException("The program was not healthy within a minute.");
    }

    async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(Address + "/health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The program as the solution's build left it, with its static files: the tests' own copy has none.</summary>
    static string ProgramPath()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = bin.Parent!.Name;
        var root = bin;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ArtFactory.sln"))) root = root.Parent;
        return Path.Combine(root?.FullName ?? ".", "ArtFactory.Web", "bin", configuration, bin.Name, "ArtFactory.Web.dll");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
