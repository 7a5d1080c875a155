using System.Runtime.InteropServices;

namespace ArtFactory.Engine.Media;

/// <summary>Folders whose entries survive a power loss: a renamed file is only safe when its folder is synced too.</summary>
internal static partial class DurableFolder
{
    /// <summary>Creates the folder and its missing parents, each synced into its own parent.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder);
        if (!string.IsNullOrEmpty(parent)) Create(parent);
        Directory.CreateDirectory(folder);
        if (!string.IsNullOrEmpty(parent)) Sync(parent);
    }

    /// <summary>Waits until the folder's entries are on disk. Windows does so by itself.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"Cannot open the folder {folder} to sync it (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            // Some network file systems cannot sync a folder (EINVAL); there is nothing more to do on them.
            const int invalidArgument = 22;
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() != invalidArgument)
                throw new IOException($"Cannot sync the folder {folder} (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Gives a file its final name if nothing has that name yet; false if something does. Never replaces, whoever races.</summary>
    /// <param name="incoming">A folder on the target's disk: what comes from another disk is written there first, so that it appears only complete.</param>
    /// <remarks>The framework's own move looks first and renames then, which on Unix replaces what came in between; a hard link does not.</remarks>
    public static bool TryName(string source, string target, string incoming)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(source, target) == 0)
            {
                File.Delete(source);
                return true;
            }

            const int exists = 17;
            const int otherDisk = 18;
            var error = Marshal.GetLastPInvokeError();
            if (error == exists) return false;
            if (error == otherDisk) return TryCarry(source, target, incoming);
        }

        // Windows does it in one step; a file system without hard links gets the next best.
        try
        {
            File.Move(source, target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target) && File.Exists(source))
        {
            return false;
        }
    }

    private static bool TryCarry(string source, string target, string incoming)
    {
        Create(incoming);
        var carried = Path.Combine(incoming, $"{Environment.ProcessId:x}-{Path.GetRandomFileName()}");
        try
        {
            using (var from = File.OpenRead(source))
            using (var to = new FileStream(carried, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            if (!TryName(carried, target, incoming)) return false;
            File.Delete(source);
            return true;
        }
        finally
        {
            File.Delete(carried);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
