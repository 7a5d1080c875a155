using System.Runtime.InteropServices;
using ArtFactory.Imaging.Protocol;
using Microsoft.Win32.SafeHandles;

namespace ArtFactory.Imaging.Worker;

/// <summary>
/// The frames' own ends of the standard pipes. What native code prints to standard output goes to standard error instead,
/// so that it can never be taken for a frame.
/// </summary>
internal sealed partial class StandardPipes : IDisposable
{
    private readonly Stream input;
    private readonly Stream output;

    private StandardPipes(Stream input, Stream output)
    {
        this.input = input;
        this.output = output;
        Frames = new FrameChannel(input, output);
    }

    public FrameChannel Frames { get; }

    public static StandardPipes Take()
    {
        Stream answers;
        if (OperatingSystem.IsWindows())
        {
            answers = Console.OpenStandardOutput();
        }
        else
        {
            var kept = Duplicate(1);
            if (kept < 0 || DuplicateTo(2, 1) < 0) throw new InvalidOperationException("The standard output cannot be set aside.");
            _ = CloseOnExec(kept, 2, 1);
            answers = new FileStream(new SafeFileHandle(kept, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        }

        Console.SetOut(Console.Error);
        return new StandardPipes(Console.OpenStandardInput(), answers);
    }

    public void Dispose()
    {
        input.Dispose();
        output.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int DuplicateTo(int descriptor, int target);

    // fcntl(F_SETFD, FD_CLOEXEC): ffmpeg must not inherit the frames' pipe.
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int CloseOnExec(int descriptor, int command, int value);
}
