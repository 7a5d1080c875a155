namespace ArtFactory.Data.Sqlite;

/// <summary>A file tells nobody anything; who shares it looks whether it changed.</summary>
sealed class NoNotices : INotices
{
    public bool ReachOthers => false;
    public int MostBytes => 0;

    public Task SendAsync(string text, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ListenAsync(Action onListening, Action<string> onText, CancellationToken cancellationToken = default) =>
        Task.Delay(Timeout.Infinite, cancellationToken);
}
