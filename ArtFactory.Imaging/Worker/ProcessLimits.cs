using System.Globalization;
using System.Runtime.InteropServices;

namespace ArtFactory.Imaging.Worker;

/// <summary>What the operating system holds this process, and the programs it starts, to.</summary>
internal static partial class ProcessLimits
{
    private const int SetParentDeathSignal = 1;
    private const int SetNoNewPrivileges = 38;
    private const int Terminate = 15;

    private const int DataResource = 2;
    private const int CoreResource = 4;
    private const int OpenFilesResourceLinux = 7;
    private const int OpenFilesResourceMac = 8;
    private const ulong OpenFiles = 256;
    private const int PriorityOfOne = 0;

    /// <summary>The niceness it runs with: whoever browses comes first, and pictures are made of the time that is left.</summary>
    private const int Niceness = 5;

    public static void Apply(WorkerSettings settings)
    {
        Directory.SetCurrentDirectory(settings.WorkFolder);
        if (OperatingSystem.IsWindows()) return;
        GiveWay();
        if (OperatingSystem.IsLinux())
        {
            // Data, not address space: the runtime reserves hundreds of gigabytes that it never touches.
            Limit(DataResource, (ulong)settings.MemoryLimitBytes);
            _ = Control(SetNoNewPrivileges, 1, 0, 0, 0);
        }

        Limit(CoreResource, 0);
        Limit(OperatingSystem.IsLinux() ? OpenFilesResourceLinux : OpenFilesResourceMac, OpenFiles);
    }

    /// <summary>
    /// Asks for SIGTERM when the thread that started this process ends. That thread may end while its process lives on, so a handler
    /// that looks at <see cref="ParentId"/> must be in place before.
    /// </summary>
    public static void AskForParentDeathSignal()
    {
        if (OperatingSystem.IsLinux()) _ = Control(SetParentDeathSignal, Terminate, 0, 0, 0);
    }

    /// <summary>The process that started this one; it changes when that one dies.</summary>
    public static int ParentId() => OperatingSystem.IsWindows() ? 0 : GetParentId();

    /// <summary>Ends the process at once, whatever native code is doing.</summary>
    public static void ExitNow(int code)
    {
        if (OperatingSystem.IsWindows()) Environment.Exit(code);
        ExitImmediately(code);
    }

    private static void GiveWay()
    {
        if (!OperatingSystem.IsLinux())
        {
            _ = SetPriority(PriorityOfOne, 0, Niceness);
            return;
        }

        // Niceness is each thread's own here; those that are started later have it from these.
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            _ = SetPriority(PriorityOfOne, uint.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Niceness);
    }

    private static void Limit(int resource, ulong value)
    {
        var limit = new ResourceLimit { Soft = value, Hard = value };
        if (SetLimit(resource, ref limit) != 0)
            Console.Error.WriteLine($"The limit {resource} could not be set to {value} (error {Marshal.GetLastPInvokeError()}).");
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, ref ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitImmediately(int code);
}
