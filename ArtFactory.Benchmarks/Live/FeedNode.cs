using ArtFactory.Data;
using ArtFactory.Engine.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ArtFactory.Benchmarks.Live;

/// <summary>A node that has its feed and nothing else.</summary>
sealed class FeedNode : IAsyncDisposable
{
    readonly ServiceProvider _services;

    FeedNode(ServiceProvider services) => _services = services;

    public IChangeFeed Feed => _services.GetRequiredService<IChangeFeed>();

    public static async Task<FeedNode> StartAsync(DatabaseOptions database, CancellationToken cancellationToken)
    {
        var node = new FeedNode(new ServiceCollection().AddLogging().AddFactoryData(database).AddLive().BuildServiceProvider());
        foreach (var service in node._services.GetServices<IHostedService>()) await service.StartAsync(cancellationToken);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(CancellationToken.None);
        await _services.GetRequiredService<IDatabaseEngine>().CloseAsync();
        await _services.DisposeAsync();
    }
}
