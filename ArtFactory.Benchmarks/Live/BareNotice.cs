using System.Diagnostics;
using Npgsql;

namespace ArtFactory.Benchmarks.Live;

/// <summary>The plain way: one connection notifies, another listens.</summary>
sealed class BareNotice : IAsyncDisposable
{
    const string Channel = "bare";
    readonly NpgsqlConnection _listener, _sender;
    readonly NpgsqlCommand _notify;
    TaskCompletionSource<long> _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    BareNotice(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection) { Pooling = false };
        (_listener, _sender) = (new(settings.ConnectionString), new(settings.ConnectionString));
        _notify = new($"NOTIFY {Channel}", _sender);
        _listener.Notification += (_, _) => _arrival.TrySetResult(Stopwatch.GetTimestamp());
    }

    public static async Task<BareNotice> OpenAsync(string connection, CancellationToken cancellationToken)
    {
        var notice = new BareNotice(connection);
        await notice._listener.OpenAsync(cancellationToken);
        await notice._sender.OpenAsync(cancellationToken);
        await using var listen = new NpgsqlCommand($"LISTEN {Channel}", notice._listener);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        return notice;
    }

    /// <summary>Sends one and waits for it; in milliseconds.</summary>
    public async Task<double> RoundAsync(CancellationToken cancellationToken)
    {
        _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = _listener.WaitAsync(cancellationToken);
        var sent = Stopwatch.GetTimestamp();
        await _notify.ExecuteNonQueryAsync(cancellationToken);
        await waiting;
        return Stopwatch.GetElapsedTime(sent, await _arrival.Task).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _notify.DisposeAsync();
        await _sender.DisposeAsync();
        await _listener.DisposeAsync();
    }
}
