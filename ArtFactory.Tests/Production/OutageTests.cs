using ArtFactory.Data.Orders;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Production;

/// <summary>The one server goes away under a node that works, and comes back: what was paid meanwhile is not given up.</summary>
[Trait("speed", "slow")]
public sealed class OutageTests
{
    [Fact]
    public async Task What_was_made_and_accepted_while_the_database_was_away_is_written_when_it_is_back()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var factory = await TestFactory.CreateAsync(cluster);
        var (sent, answers, fetched) = (0, new TaskCompletionSource(), 0);
        factory.Catalog.Price = new(1m, "output");
        factory.Provider.OnSubmit = async (request, _) =>
        {
            Interlocked.Increment(ref sent);
            await answers.Task;

            // One is made at once, the other only accepted.
            return request.Parameters.Text("prompt") == "a" ? null : new ProviderAnswer.Accepted("later");
        };
        factory.Provider.OnFetch = _ =>
        {
            Interlocked.Increment(ref fetched);
            return Task.CompletedTask;
        };
        await factory.StartAsync();
        var order = await factory.PlaceAsync("[a,b]");
        await TestFactory.UntilAsync(() => Task.FromResult(Volatile.Read(ref sent) == 2));

        await cluster.StopAsync();
        answers.SetResult();
        await TestFactory.UntilAsync(() => Task.FromResult(Volatile.Read(ref fetched) == 1));
        await cluster.StartAgainAsync();

        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(2);
        sent.ShouldBe(2);
        (await factory.AttemptsAsync(order)).ShouldAllBe(a => a.State == AttemptState.Succeeded && a.Cost == 1m);
        Directory.GetFiles(Path.Combine(factory.Store.Folders.Media, MediaStore.OriginalsFolder), "*.png", SearchOption.AllDirectories).Length.ShouldBe(2);
    }
}
