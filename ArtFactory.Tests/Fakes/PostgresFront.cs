using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ArtFactory.Tests.Data;
using Npgsql;

namespace ArtFactory.Tests.Fakes;

/// <summary>
/// Stands before a real PostgreSQL server and passes on what both sides say, but for what it is told to change: the version that the
/// server tells when somebody comes in, and notices, which it can withhold.
/// </summary>
public sealed class PostgresFront : IAsyncDisposable
{
    const int SslRequest = 80877103, EncryptionRequest = 80877104;
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly PostgresCluster _cluster;
    readonly string? _version;
    readonly Task _accepting;
    int _withheld;
    volatile bool _withholdsNotices;

    /// <param name="cluster">The server behind it.</param>
    /// <param name="version">The version it tells instead of the server's own; null to leave that.</param>
    public PostgresFront(PostgresCluster cluster, string? version = null)
    {
        (_cluster, _version) = (cluster, version);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Whether notices that come now are lost.</summary>
    public bool WithholdsNotices
    {
        get => _withholdsNotices;
        set => _withholdsNotices = value;
    }

    /// <summary>How many notices were lost.</summary>
    public int Withheld => Volatile.Read(ref _withheld);

    /// <summary>How a database of the server is reached through this.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_cluster.ConnectionString(database)) { Port = Port }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true) served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }

        await Task.WhenAll(served);
    }

    async Task ServeAsync(TcpClient client)
    {
        using var from = client;
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, _cluster.Port, _end.Token);
            (from.NoDelay, to.NoDelay) = (true, true);
            await using var near = from.GetStream();
            await using var far = to.GetStream();
            await GreetAsync(near, far);
            var sides = new[] { near.CopyToAsync(far, _end.Token), AnswerAsync(new BufferedStream(far, 65_536), near) };
            await Task.WhenAny(sides);
            from.Close();
            to.Close();
            await Task.WhenAll(sides);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has left, and so does the other.
        }
    }

    /// <summary>Questions about encryption are answered by a single letter; then comes who wants in.</summary>
    async Task GreetAsync(NetworkStream near, NetworkStream far)
    {
        while (true)
        {
            var message = new byte[8];
            await near.ReadExactlyAsync(message, _end.Token);
            var (length, code) = (BinaryPrimitives.ReadInt32BigEndian(message), BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)));
            var rest = new byte[length - message.Length];
            await near.ReadExactlyAsync(rest, _end.Token);
            await far.WriteAsync((byte[])[.. message, .. rest], _end.Token);
            if (code is not (SslRequest or EncryptionRequest)) return;
            var answer = new byte[1];
            await far.ReadExactlyAsync(answer, _end.Token);
            await near.WriteAsync(answer, _end.Token);
        }
    }

    async Task AnswerAsync(Stream far, NetworkStream near)
    {
        var head = new byte[5];
        while (await far.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, _end.Token) == head.Length)
        {
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4];
            await far.ReadExactlyAsync(body, _end.Token);
            switch ((char)head[0])
            {
                case 'A' when WithholdsNotices:
                    Interlocked.Increment(ref _withheld);
                    continue;
                case 'S' when _version is not null && Encoding.UTF8.GetString(body).Split('\0') is ["server_version", ..]:
                    body = Encoding.UTF8.GetBytes($"server_version\0{_version}\0");
                    BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), body.Length + 4);
                    break;
            }

            await near.WriteAsync((byte[])[.. head, .. body], _end.Token);
        }
    }
}
