using System.Diagnostics;

namespace ArtFactory.Web.Cli;

/// <summary>Opens an address in the person's browser, if there is one.</summary>
static class BrowserWindow
{
    /// <summary>Whether a browser was asked.</summary>
    public static bool TryOpen(Uri address)
    {
        var (program, arguments) = OperatingSystem.IsMacOS() ? ("open", new[] { address.AbsoluteUri })
            : OperatingSystem.IsWindows() ? ("explorer", [address.AbsoluteUri])
            : ("xdg-open", [address.AbsoluteUri]);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
            return process is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
