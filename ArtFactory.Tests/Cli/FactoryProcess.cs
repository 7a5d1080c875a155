using System.Diagnostics;

namespace ArtFactory.Tests.Cli;

/// <summary>A run of the real program, or of any other, with what it says; killed if it outlives the test.</summary>
public sealed class FactoryProcess : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    readonly Process _process;
    readonly Task<string> _error;
    readonly List<string> _lines = [];
    Task<string>? _rest;

    FactoryProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The built program beside these tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "ArtFactory.Web.dll");

    public int Id => _process.Id;

    public static FactoryProcess Start(params string[] args) => StartProgram("dotnet", [Program, .. args]);

    public static FactoryProcess StartProgram(string program, string[] args, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new(Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started."));
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<ProgramAnswer> RunAsync(params string[] args)
    {
        await using var process = Start(args);
        return await process.EndAsync();
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var line = await _process.StandardOutput.ReadLineAsync(limit.Token);
        if (line is not null) _lines.Add(line);
        return line;
    }

    /// <summary>Asks it to stop, as Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it as a power cut would; false if it had ended by itself.</summary>
    public bool Kill()
    {
        if (_process.HasExited) return false;
        _process.Kill();
        _process.WaitForExit();
        return true;
    }

    /// <summary>Waits for the end, two minutes unless told otherwise.</summary>
    public async Task<ProgramAnswer> EndAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Limit);
        _rest ??= _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        var output = string.Concat(_lines.Select(line => line + "\n")) + await _rest;
        return new(_process.ExitCode, output, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
