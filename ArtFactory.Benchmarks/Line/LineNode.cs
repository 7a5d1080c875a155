using System.Diagnostics;
using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Benchmarks.Line;

/// <summary>The line in a process of its own, beside others on one PostgreSQL; it ends when its input does.</summary>
sealed class LineNode : IAsyncDisposable
{
    /// <summary>The hidden verb under which the benchmarks' own program runs it.</summary>
    public const string Verb = "line-node";

    readonly Process _process;

    LineNode(Process process) => _process = process;

    public static async Task<LineNode> StartAsync(DatabaseOptions database, string folder, TimeSpan delay)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[typeof(LineNode).Assembly.Location, Verb, database.ConnectionString, folder, delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        if (await process.StandardOutput.ReadLineAsync() is null) throw new InvalidOperationException("A node did not start.");
        return new(process);
    }

    /// <summary>What the verb does.</summary>
    internal static async Task RunAsync(string connection, string folder, int milliseconds)
    {
        using var host = LineUnderTest.Build(folder, new DatabaseOptions { Engine = "postgresql", ConnectionString = connection });
        host.Services.GetServices<IProviderAdapter>().OfType<ZeroDelayProvider>().Single().Delay = TimeSpan.FromMilliseconds(milliseconds);
        await host.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
