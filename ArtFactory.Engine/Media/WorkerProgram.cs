using System.Runtime.InteropServices;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Engine.Media;

/// <summary>Where the imaging program and the runtime that starts it are.</summary>
/// <param name="Host">The <c>dotnet</c> executable.</param>
/// <param name="Assembly">The program's dll.</param>
internal sealed record WorkerProgram(string Host, string Assembly)
{
    private const string FileName = "ArtFactory.Imaging.dll";

    /// <exception cref="ImagingException">It is not where it should be.</exception>
    public static WorkerProgram Find(ImagingOptions options)
    {
        var path = options.Path is { Length: > 0 } given ? Path.GetFullPath(given) : Path.Combine(AppContext.BaseDirectory, "imaging", FileName);
        if (Directory.Exists(path)) path = Path.Combine(path, FileName);
        if (!File.Exists(path))
        {
            throw new ImagingException(
                ImagingFailure.Unavailable,
                $"The imaging process is not at {path}. Build the program again, or set Imaging:Path to where {FileName} is.");
        }

        return new WorkerProgram(FindHost(), path);
    }

    /// <summary>The host that runs this very process if it is one, or the one its runtime lies under.</summary>
    private static string FindHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Path.GetFileName(Environment.ProcessPath) == name) return Environment.ProcessPath!;
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } told && File.Exists(told)) return told;
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.x/
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
