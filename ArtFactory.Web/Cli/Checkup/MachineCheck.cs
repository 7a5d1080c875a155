using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ArtFactory.Engine;

namespace ArtFactory.Web.Cli.Checkup;

/// <summary>What the machine gives: the SDK, room on the disk, a folder to write to, a free port.</summary>
static class MachineCheck
{
    const long EnoughBytes = 5L << 30;
    const long LeastBytes = 512L << 20;

    /// <summary>The SDK that builds the program, found beside the runtime that runs it.</summary>
    public static Finding Sdk()
    {
        var runtime = RuntimeInformation.FrameworkDescription;
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var folder = Path.Combine(root, "sdk");
        var sdk = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "10.*").Select(Path.GetFileName).Max(StringComparer.Ordinal) : null;
        return sdk is not null
            ? new("SDK", Verdict.Ok, $".NET SDK {sdk}, {runtime}")
            : new("SDK", Verdict.Warn, $"{runtime}, but no SDK 10 in {root}", "The program runs, but cannot be built: get the .NET 10 SDK from https://dotnet.microsoft.com/download/dotnet/10.0.");
    }

    public static Finding Folder(FactoryPaths paths)
    {
        var folder = new DirectoryInfo(paths.Root);
        while (!folder.Exists && folder.Parent is not null) folder = folder.Parent;
        var probe = Path.Combine(folder.FullName, ".artfactory-write-test");
        try
        {
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("data folder", Verdict.Fail, $"{paths.Root} cannot be written: {e.Message}", $"Give this user the right to write there, or choose another with --data DIR or {FactoryPaths.Variable}.");
        }

        if (!Directory.Exists(paths.Root)) return new("data folder", Verdict.Ok, $"{paths.Root} is not there yet; the first start makes it");
        return OpenKeys(paths) ?? new("data folder", Verdict.Ok, paths.Root);
    }

    static Finding? OpenKeys(FactoryPaths paths)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows() || !Directory.Exists(paths.Keys) || (File.GetUnixFileMode(paths.Keys) & others) == UnixFileMode.None) return null;
        return new("data folder", Verdict.Warn, $"others on this machine may read {paths.Keys}, which seals your API keys", $"chmod 700 '{paths.Keys}'");
    }

    public static Finding Disk(FactoryPaths paths)
    {
        var folder = paths.Root;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent) folder = parent;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var message = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free");
        return free switch
        {
            < LeastBytes => new("disk", Verdict.Fail, message, "Make room, or move the data folder to a larger disk."),
            < EnoughBytes => new("disk", Verdict.Warn, message, "A thousand pictures take about 2 GiB: make room soon."),
            _ => new("disk", Verdict.Ok, message),
        };
    }

    public static async Task<Finding> PortAsync(int port, CancellationToken cancellationToken)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new("port", Verdict.Ok, $"{port} is free");
        }
        catch (SocketException)
        {
            return await IsOursAsync(port, cancellationToken)
                ? new("port", Verdict.Ok, $"a factory is serving on {port}")
                : new("port", Verdict.Warn, $"{port} is taken by another program", "Serve on another: ./artfactory serve --port N.");
        }
        finally
        {
            listener.Stop();
        }
    }

    static async Task<bool> IsOursAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/alive"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
