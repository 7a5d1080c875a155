using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Production;

public sealed class PaceTests
{
    [Theory, Engines]
    public async Task No_more_items_run_at_a_provider_than_it_allows(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Catalog.Limit(FakeProvider.Id, concurrent: 3);
            f.Rules.Rules = f.Rules.Rules with { MostRunning = 16 };
            f.Provider.OnSubmit = async (_, stop) =>
            {
                await Task.Delay(5, stop);
                return null;
            };
        });
        await factory.EndAsync(await factory.PlaceAsync("[a,b,c,d,e,f,g,h,i,j,k,l]"));
        factory.Provider.MostAtOnce.ShouldBe(3);
    }

    [Theory, Engines]
    public async Task A_provider_that_asks_for_rest_gets_it_and_no_retry_is_used_up(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(
            f.Provider.Received.Count == 1 ? new ProviderAnswer.Rejected(ProviderErrorClass.RateLimited, "slow down", TimeSpan.FromMilliseconds(50)) : null));
        var order = await factory.PlaceAsync("a");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        (await factory.ItemsAsync(order)).Single().RetryCount.ShouldBe(0);
        (await factory.Board.ProvidersAsync()).Single(p => p.Id == FakeProvider.Id).LastError.ShouldBe("slow down");
    }

    [Fact]
    public void Requests_a_minute_are_counted()
    {
        var time = new FakeTimeProvider();
        var pace = new ProviderPace(time) { RequestsPerMinute = 2 };
        pace.Free(10).ShouldBe(2);
        pace.Started(isRequest: true);
        pace.Started(isRequest: true);
        pace.Ended();
        pace.Ended();
        pace.Free(10).ShouldBe(0);
        pace.NextChance().ShouldBe(time.GetUtcNow().UtcDateTime.AddMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1));
        pace.Free(10).ShouldBe(2);
    }

    [Theory, Engines]
    public async Task Orders_take_turns_and_priority_goes_first(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Rules.Rules = factory.Rules.Rules with { MostRunning = 2 };
        factory.Provider.OnSubmit = async (_, stop) =>
        {
            await Task.Delay(3, stop);
            return null;
        };
        var large = await factory.PlaceAsync("[a1,a2,a3,a4,a5,a6,a7,a8,a9]");
        var small = await factory.PlaceAsync("[b1,b2]");
        var urgent = await factory.PlaceAsync("[c1,c2]", r => r with { Priority = 5 });
        await factory.StartAsync();
        foreach (var order in (Guid[])[large, small, urgent]) await factory.EndAsync(order);
        var order1 = factory.Provider.Received.Select(r => r.Parameters.Text("prompt")![0]).ToArray();
        order1.Take(2).ShouldBe(['c', 'c']);
        order1.Skip(2).Take(5).Count(c => c == 'b').ShouldBe(2);
    }

    [Fact]
    public void Free_places_go_to_who_has_the_fewest()
    {
        var (a, b, c) = (Order(running: 3), Order(running: 0), Order(running: 1));
        var picks = FairShare.Pick([a, b, c], 4, _ => 10).ToDictionary(p => p.Order, p => p.Count);
        (picks.GetValueOrDefault(a), picks[b] + picks[c], picks[b] >= 2).ShouldBe((0, 4, true));
        FairShare.Pick([a, b, c], 0, _ => 10).ShouldBeEmpty();
        FairShare.Pick([a, b, c], 4, _ => 0).ShouldBeEmpty();
    }

    static QueuedOrder Order(int running) => new()
    {
        Id = ArtFactory.Data.FactoryId.New(), ProjectId = null, Provider = "p", Model = "m", Modality = null, Priority = 0, Seed = 0, ModelView = null, IsPending = false,
        HasItems = true, Running = running,
    };
}
