namespace ArtFactory.Data.Sqlite;

/// <summary>
/// A lock on a file beside the database, which the system itself lets go when its holder dies: whoever has it knows that nobody
/// else migrates, and that a lock row found in the database is a dead process's.
/// </summary>
sealed class SqliteMigrationLock : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    readonly FileStream _file;

    SqliteMigrationLock(FileStream file) => _file = file;

    public static async Task<SqliteMigrationLock> TakeAsync(string databasePath, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(databasePath)!;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "migrate.lock");
        while (true)
        {
            try
            {
                return new SqliteMigrationLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
