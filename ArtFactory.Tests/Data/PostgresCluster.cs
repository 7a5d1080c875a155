using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ArtFactory.Data;
using Npgsql;

namespace ArtFactory.Tests.Data;

/// <summary>
/// A PostgreSQL server of one's own in a temporary folder, on a free port of 127.0.0.1, without fear for its data unless it is asked for. It refuses to run as
/// root, so that root runs it as the user <c>postgres</c>. A shell holds it: when this process ends, however, the shell sees its input
/// end, stops the server and removes the folder.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    public const string User = "factory";
    public const string Password = "s3cret of 'the' tests";

    const string Script = """
        bin=$1 data=$2 port=$3
        "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync="$5" -c full_page_writes="$5" \
            -c synchronous_commit="$4" -c wal_level=minimal -c max_wal_senders=0 -c max_connections=500 -c shared_buffers=128MB -c autovacuum="$5" \
            -c max_wal_size=4GB -c checkpoint_timeout=1h -c logging_collector=off >>"$data/log" 2>&1 &
        server=$!
        cat >/dev/null
        kill -QUIT $server 2>/dev/null
        wait $server
        [ -f "$data/keep" ] || rm -rf "$data"
        """;

    static readonly Lazy<Task<PostgresCluster>> Shared = new(() => StartAsync(keepsCommits: false));
    readonly NpgsqlDataSource _administration;
    readonly string _data;
    readonly bool _keepsCommits, _isForWork;
    Process? _shell;

    PostgresCluster(string data, int port, bool keepsCommits, bool isForWork)
    {
        (_data, Port, _keepsCommits, _isForWork) = (data, port, keepsCommits, isForWork);
        _administration = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString("postgres", "postgres", "")) { MaxPoolSize = 8 }.ConnectionString);
    }

    public int Port { get; }

    /// <summary>The server of this test run: started once, for all tests.</summary>
    public static Task<PostgresCluster> SharedAsync() => Shared.Value;

    /// <summary>A server of the test's own, which it may stop and start.</summary>
    /// <param name="keepsCommits">Whether what was committed survives its sudden end, as it does on a server that is set up for work.</param>
    /// <param name="isForWork">Whether it syncs to the disk and cleans up as a server in use does, so that what is measured on it holds there.</param>
    public static async Task<PostgresCluster> StartAsync(bool keepsCommits = true, bool isForWork = false)
    {
        var data = Path.Combine(Path.GetTempPath(), $"art-factory-postgres-{FactoryId.New():N}");
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        var cluster = new PostgresCluster(data, FreePort(), keepsCommits, isForWork);
        await cluster.StartAgainAsync();
        await cluster.RunSqlAsync($"CREATE USER {User} PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'");
        return cluster;
    }

    /// <summary>How the program reaches a database.</summary>
    public string ConnectionString(string database, string user = User, string password = Password)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = Port, Database = database, Username = user, MaxPoolSize = 30, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2,
        };
        if (password.Length > 0) settings.Password = password;
        return settings.ConnectionString;
    }

    /// <summary>Runs statements as the one who may do all.</summary>
    public async Task RunSqlAsync(params string[] statements)
    {
        await using var connection = await _administration.OpenConnectionAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A new, empty database's name; a copy of another when one is named.</summary>
    public async Task<string> NewDatabaseAsync(string? template = null)
    {
        var name = $"t{FactoryId.New():N}";
        await RunSqlAsync($"CREATE DATABASE {name} OWNER {User}{(template is null ? "" : $" TEMPLATE {template}")}");
        return name;
    }

    public Task DropAsync(string database) => RunSqlAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    /// <summary>Stops the server as a failing machine would: every connection is cut.</summary>
    public async Task StopAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "keep"), "");
        await EndShellAsync();
        _administration.Clear();
    }

    public async Task StartAgainAsync()
    {
        File.Delete(Path.Combine(_data, "keep"));
        File.Delete(Path.Combine(_data, "postmaster.pid"));
        _shell = Launch("sh", ["-c", Script, "sh", Bin, _data, Port.ToString(CultureInfo.InvariantCulture), _keepsCommits ? "on" : "off", _isForWork ? "on" : "off"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await using var connection = await _administration.OpenConnectionAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!limit.IsCancellationRequested && !_shell.HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _administration.DisposeAsync();
        await EndShellAsync();
    }

    async Task EndShellAsync()
    {
        if (_shell is not { } shell) return;
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
        _shell = null;
    }

    static string Bin { get; } = FindBin();

    static string FindBin()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Found("/usr/lib/postgresql", "*/bin")).Concat(Found("/opt/homebrew/opt", "postgresql*/bin")).Concat(Found("/usr/local/opt", "postgresql*/bin"));
        return folders.FirstOrDefault(f => f.Length > 0 && File.Exists(Path.Combine(f, "initdb")))
            ?? throw new InvalidOperationException("The PostgreSQL server is not installed; ./artfactory test installs it, or: sudo apt-get install postgresql");
    }

    static IEnumerable<string> Found(string root, string pattern)
    {
        var (first, second) = (pattern.Split('/')[0], pattern.Split('/')[1]);
        return Directory.Exists(root) ? Directory.GetDirectories(root, first).OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, second)) : [];
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Launch(Path.Combine(Bin, program), arguments, readErrors: true);
        process.StandardInput.Close();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {errors}");
    }

    static Process Launch(string program, string[] arguments, bool readErrors = false)
    {
        var isRoot = OperatingSystem.IsLinux() && string.Equals(Environment.UserName, "root", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isRoot ? "runuser" : program)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = readErrors, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath(),
        };
        if (isRoot) foreach (var argument in (string[])["-u", "postgres", "--", program]) start.ArgumentList.Add(argument);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
