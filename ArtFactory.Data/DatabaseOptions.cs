using System.ComponentModel.DataAnnotations;

namespace ArtFactory.Data;

/// <summary>The section <c>Database</c>: which engine holds the rows, and where.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Where on a server the job engine keeps its tables; it makes the schema itself.</summary>
    public const string JobSchema = "hangfire";

    /// <summary><c>sqlite</c> or <c>postgresql</c>, in any case.</summary>
    [Required]
    public string Engine { get; init; } = "sqlite";

    /// <summary>The database file (SQLite).</summary>
    public string Path { get; init; } = "";

    /// <summary>Where the server is, and as whom to go in (PostgreSQL): <c>Host=...;Database=...;Username=...;Password=...</c>.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Where copies made before a migration go; empty for the folder <c>backups</c> beside the database's folder.</summary>
    public string BackupFolder { get; init; } = "";

    /// <summary>How many of the copies made before migrations are kept.</summary>
    [Range(1, 1000)]
    public int BackupsKept { get; init; } = 5;

    /// <summary>How long a writer waits for another before it gives up, in seconds.</summary>
    [Range(1, 300)]
    public int BusyTimeoutSeconds { get; init; } = 5;

    /// <summary>Page cache of one connection, in MiB (SQLite).</summary>
    [Range(1, 4096)]
    public int CacheMegabytes { get; init; } = 16;

    /// <summary>How much of the file is read through memory mapping, in MiB; 0 for none (SQLite).</summary>
    [Range(0, 65536)]
    public int MemoryMapMegabytes { get; init; } = 1024;

    /// <summary>Without the connection string, which holds a password.</summary>
    public override string ToString() => $"{Engine} {Path}".TrimEnd();

    /// <summary>The backup folder that applies.</summary>
    public string ResolvedBackupFolder => BackupFolder.Length > 0
        ? BackupFolder
        : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? ".") ?? ".", "backups");
}
