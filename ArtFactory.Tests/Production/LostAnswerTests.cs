using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Production.Recovery;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Spending;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Providers.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Production;

/// <summary>The line and the real adapters, when an answer is lost: what is paid is never sent twice, and what is free is made all the same.</summary>
public sealed class LostAnswerTests
{
    const decimal Price = 0.01m;

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var provider in TroubledProvider.All)
            foreach (var isAccepted in (bool[])[true, false]) cases.Add(provider.Name, isAccepted);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_connection_that_drops_leads_to_one_picture_and_one_payment_or_to_a_person(string provider, bool isAccepted)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        fake.Behaviour.Price = row.TakesMoney ? Price : 0;
        fake.Troubles.Next(row.Submission, isAccepted ? new Trouble.DropAfter() : new Trouble.DropBefore());
        await using var factory = await TestFactory.RunningAsync(prepare: f =>
        {
            f.Catalog.Price = new(fake.Behaviour.Price, "output");
            f.Catalog.Offer(row.Id, row.Model, Schema(row));
        }, configure: services => services.PostConfigure<ProvidersOptions>(o => o[row.Id] = new()
        {
            BaseUrl = fake.BaseAddress.AbsoluteUri, ApiKey = row.TakesMoney ? "test-key-0000" : null, SettleSeconds = 0,
        }));
        var order = await factory.PlaceAsync("a red cube", r => r with { Provider = row.Id, Model = row.Model });
        if (row.Doubt == Doubt.LeftToAPerson) await DecideAsync(row, fake, factory, order, isAccepted ? AttemptResolution.Charged : AttemptResolution.TryAgain);
        if (row.Doubt == Doubt.Reconciled) await ReconcileAsync(factory, order);

        var ended = await factory.EndAsync(order);
        var isGivenUp = isAccepted && row.Doubt == Doubt.LeftToAPerson;
        (ended.Summary.Completed, ended.Summary.Failed).ShouldBe(isGivenUp ? (0, 1) : (1, 0));
        (ended.Summary.CostSpent, ended.CostReserved).ShouldBe((fake.Charges.Total, 0m));
        fake.Charges.Total.ShouldBe(row.TakesMoney ? Price : 0);

        // Made anew only where that was certain to cost nothing.
        fake.Received.Count(row.Submission).ShouldBe((isAccepted, row.Doubt) switch { (true, Doubt.Repeated) => 2, (true, _) => 1, _ => 2 });
        (await factory.AttemptsAsync(order)).Count(a => a.State == AttemptState.Unknown).ShouldBe(0);
        (await factory.Get<ILedgerCheck>().FaultsAsync()).ShouldBeEmpty();
    }

    /// <summary>Who looked at the provider's usage page says what is so; until then the money stays reserved, and nothing is sent.</summary>
    static async Task DecideAsync(TroubledProvider row, FakeServer fake, TestFactory factory, Guid order, AttemptResolution resolution)
    {
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Any(a => a.State == AttemptState.Unknown));
        (await factory.Book.FindAsync(order))!.CostReserved.ShouldBe(Price);
        var attempt = (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().Id;
        var ledger = factory.Get<IAttemptLedger>();
        for (var asked = 0; asked < 2; asked++) (await ledger.AskAsync(attempt)).ShouldContain("keeps no list");
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Unknown);
        fake.Received.Count(row.Submission).ShouldBe(1);
        await ledger.ResolveAsync(attempt, resolution);
    }

    /// <summary>Asks the provider until nothing is unknown any more, as the clock does.</summary>
    static Task ReconcileAsync(TestFactory factory, Guid order) => TestFactory.UntilAsync(async () =>
    {
        foreach (var unknown in await factory.Get<IAttemptLedger>().UnknownAsync())
        {
            try
            {
                await factory.Get<IAttemptLedger>().AskAsync(unknown.Id);
            }
            catch (InvalidInputException)
            {
                // The clock was first.
            }
        }

        return (await factory.Book.FindAsync(order))!.Summary is { Completed: 1 } or { Failed: 1 };
    });

    static ParameterSchema Schema(TroubledProvider row)
    {
        var prompt = new ParameterSpec { Name = "prompt", Type = ParameterType.Prompt, Required = true };
        return new(row.Seed is null ? [prompt] : [prompt, new() { Name = "seed", Type = ParameterType.Integer, Minimum = 0, Maximum = uint.MaxValue }]);
    }
}
