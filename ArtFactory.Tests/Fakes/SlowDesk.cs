using System.Threading.Channels;
using ArtFactory.Engine.Orders;

namespace ArtFactory.Tests.Fakes;

/// <summary>A desk whose quotes come when the test lets them; everything else is remembered.</summary>
public sealed class SlowDesk : IOrderDesk
{
    readonly List<(OrderRequest Request, TaskCompletionSource<Quote> Answer)> _asked = [];

    readonly Channel<OrderRequest> _arrivals = Channel.CreateUnbounded<OrderRequest>();

    /// <summary>The requests that were quoted, in order.</summary>
    public IReadOnlyList<OrderRequest> Asked => [.. _asked.Select(a => a.Request)];

    public List<OrderRequest> Placed { get; } = [];

    /// <summary>Waits for the next request.</summary>
    public Task<OrderRequest> NextAsync() => _arrivals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets the n-th quote arrive.</summary>
    public void Answer(int index, long items) => _asked[index].Answer.TrySetResult(new Quote { Items = items, Total = items, Exact = true, CanPlace = true });

    public Task<Quote> QuoteAsync(OrderRequest request, int samples = 4, CancellationToken cancellationToken = default)
    {
        var answer = new TaskCompletionSource<Quote>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Add((request, answer));
        _arrivals.Writer.TryWrite(request);
        return answer.Task;
    }

    public Task<Guid> PlaceAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        Placed.Add(request);
        return Task.FromResult(ArtFactory.Data.FactoryId.New());
    }

    public Task CancelAsync(Guid orderId, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public Task PauseAsync(Guid orderId, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public Task ResumeAsync(Guid orderId, CancellationToken cancellationToken = default) => Task.CompletedTask;
    public Task<int> RetryAsync(Guid orderId, IReadOnlyCollection<Guid>? itemIds = null, CancellationToken cancellationToken = default) => Task.FromResult(0);
    public Task<int> CancelItemsAsync(Guid orderId, IReadOnlyCollection<Guid> itemIds, CancellationToken cancellationToken = default) => Task.FromResult(0);
    public Task<OrderRequest?> RequestOfAsync(Guid orderId, CancellationToken cancellationToken = default) => Task.FromResult<OrderRequest?>(null);
}
