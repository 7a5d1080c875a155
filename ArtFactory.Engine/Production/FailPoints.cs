using System.Runtime.InteropServices;

namespace ArtFactory.Engine.Production;

/// <summary>
/// Named moments at which tests kill the process as a power cut would. Off unless the environment says
/// <c>ARTFACTORY_FAILPOINT=name</c>, or <c>name:N</c> for the N-th time it is passed.
/// </summary>
static partial class FailPoints
{
    public const string AfterReserve = "after-reserve";
    public const string BeforeSubmit = "before-submit";
    public const string AfterAnswer = "after-answer";
    public const string AfterSubmit = "after-submit";
    public const string AfterAccepted = "after-accepted";
    public const string AfterFetch = "after-fetch";
    public const string AfterStore = "after-store";
    public const string AfterDerive = "after-derive";
    public const string BeforeCommit = "before-commit";
    public const string AfterCommit = "after-commit";
    public const string InExpansion = "in-expansion";
    public const string AfterPlaced = "after-placed";

    static readonly string? Armed = Environment.GetEnvironmentVariable("ARTFACTORY_FAILPOINT")?.Split(':')[0];
    static int _passesLeft = Environment.GetEnvironmentVariable("ARTFACTORY_FAILPOINT")?.Split(':') is [_, var count] ? int.Parse(count) : 1;

    /// <summary>Between two transactions of a copy to another database.</summary>
    public const string InCopy = "in-copy";

    /// <summary>All names of the line, for tests that go through each.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AfterReserve, BeforeSubmit, AfterAnswer, AfterSubmit, AfterAccepted, AfterFetch, AfterStore, AfterDerive, BeforeCommit, AfterCommit, InExpansion, AfterPlaced,
    ];

    /// <summary>Dies here if the environment asks for it: no handler runs, no buffer is written.</summary>
    public static void Hit(string name)
    {
        if (Armed is null || !string.Equals(Armed, name, StringComparison.Ordinal)) return;
        if (Interlocked.Decrement(ref _passesLeft) == 0) Die();
    }

    static void Die()
    {
        const int killSignal = 9;
        if (OperatingSystem.IsWindows()) Environment.FailFast("A fail point was reached.");
        else _ = Kill(Environment.ProcessId, killSignal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
