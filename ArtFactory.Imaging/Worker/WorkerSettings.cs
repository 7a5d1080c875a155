using System.Globalization;

namespace ArtFactory.Imaging.Worker;

/// <summary>What the pool tells a worker on its command line.</summary>
/// <param name="WorkFolder">Its own folder; removed when it ends.</param>
/// <param name="MemoryLimitBytes">Most data memory, a limit of the operating system.</param>
internal sealed record WorkerSettings(string WorkFolder, long MemoryLimitBytes)
{
    /// <summary>Reads <c>--work FOLDER --memory MEGABYTES</c>; null when the command line is not the pool's.</summary>
    public static WorkerSettings? Parse(string[] arguments)
    {
        if (arguments is not ["--work", var folder, "--memory", var memory]) return null;
        if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder)) return null;
        return int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes)
            ? new WorkerSettings(folder, megabytes * 1024L * 1024L)
            : null;
    }
}
