using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Production.Recovery;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Production;

/// <summary>What providers are asked about attempts of unknown end, and what their answers are taken for.</summary>
public sealed class ReconciliationTests
{
    [Theory, Engines]
    public async Task A_request_that_was_accepted_is_asked_about_by_its_id_and_never_made_again(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.OnFind = _ => throw new InvalidOperationException("No list says anything about a request whose id is known.");
        SubmittedRequest? asked = null;
        factory.Provider.OnLookUp = s =>
        {
            asked = s;
            return FakeProvider.Picture("made");
        };
        var (order, attempt) = await UnknownAsync(factory, "r1");
        (await factory.Get<IAttemptLedger>().AskAsync(attempt)).ShouldContain("followed");
        asked.ShouldNotBeNull().ShouldSatisfyAllConditions(
            a => (a.AttemptId, a.Model, a.RequestId).ShouldBe((attempt, "one", "r1")), a => a.Details.Text("get").ShouldBe("there"));

        await factory.StartAsync();
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.ShouldBeEmpty();
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            a => a.State.ShouldBe(AttemptState.Succeeded), a => a.ProviderRequestId.ShouldBe("r1"), a => a.Response!.Text("get").ShouldBe("there"));
    }

    [Theory, Engines]
    public async Task A_request_that_ended_badly_there_is_followed_to_that_end(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.OnLookUp = _ => new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "it has failed there");
        var (order, attempt) = await UnknownAsync(factory, "r1");
        (await factory.Get<IAttemptLedger>().AskAsync(attempt)).ShouldContain("followed");
        await factory.StartAsync();
        (await factory.EndAsync(order)).Summary.Failed.ShouldBe(1);
        (await factory.ItemsAsync(order)).Single().ErrorMessage!.ShouldContain("it has failed there");
        factory.Provider.Received.ShouldBeEmpty();
    }

    public static TheoryData<string> OpenAnswers => ["made", "doubt", "throttled", "key"];

    [Theory, MemberData(nameof(OpenAnswers))]
    public async Task A_request_without_an_end_there_is_asked_about_again_within_five_minutes_however_often_it_was(string kind)
    {
        var time = Clock();
        await using var factory = await TestFactory.CreateAsync(configure: s => s.AddSingleton<TimeProvider>(time));
        factory.Provider.OnLookUp = s => kind switch
        {
            "made" => new ProviderAnswer.Accepted(s.RequestId),
            "doubt" => new ProviderAnswer.Ambiguous("it does not answer"),
            "throttled" => new ProviderAnswer.Rejected(ProviderErrorClass.RateLimited, "too many questions"),
            _ => new ProviderAnswer.Rejected(ProviderErrorClass.Authentication, "wrong key"),
        };
        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        var (order, attempt) = await UnknownAsync(factory, "r1");
        for (var round = 0; round < 8; round++)
        {
            var says = await factory.Get<IAttemptLedger>().AskAsync(attempt);
            says.ShouldContain(kind switch { "made" => "still being made", "doubt" => "does not answer", "throttled" => "too many questions", _ => "wrong key" });
            time.Advance(TimeSpan.FromMinutes(10));
        }

        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            a => a.State.ShouldBe(AttemptState.Unknown),
            a => a.AskedCount.ShouldBe(8),
            a => (a.AskAfter!.Value - (Now(time) - TimeSpan.FromMinutes(10))).ShouldBe(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(5)));
    }

    public static TheoryData<string> Changes => ["limits", "stored key", "key of the environment", "address"];

    [Theory, MemberData(nameof(Changes))]
    public async Task Another_key_or_address_than_it_was_sent_with_leaves_it_to_a_person_and_another_limit_does_not(string change)
    {
        await using var factory = await TestFactory.RunningAsync(prepare: f =>
        {
            Settings(f).ApiKey = change == "stored key" ? null : "the-key-it-was-sent-with";
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Ambiguous("it broke off"));
        });
        if (change == "stored key") await factory.Get<IProviderConnections>().SetKeyAsync(FakeProvider.Id, "the-key-it-was-sent-with");
        var order = await factory.PlaceAsync("a");
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Any(a => a.State == AttemptState.Unknown));
        var attempt = (await factory.AttemptsAsync(order)).Single();
        attempt.ConnectionFingerprint.ShouldNotBeNull().ShouldNotContain("sent-with");
        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        factory.Provider.OnSubmit = null;

        // By the row any of them is a change.
        factory.Catalog.Change(FakeProvider.Id, DateTime.MaxValue);
        switch (change)
        {
            case "stored key":
                await factory.Get<IProviderConnections>().SetKeyAsync(FakeProvider.Id, "another-key-0000");
                break;
            case "key of the environment":
                Settings(factory).ApiKey = "another-key-0000";
                break;
            case "address":
                Settings(factory).BaseUrl = "https://elsewhere.example.org";
                break;
        }

        var ledger = factory.Get<IAttemptLedger>();
        if (change != "limits")
        {
            for (var asked = 0; asked < 2; asked++) (await ledger.AskAsync(attempt.Id)).ShouldContain("key or address was changed");
            (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Unknown);

            // Back to what it was sent with, its account can answer for it.
            if (change == "stored key") await factory.Get<IProviderConnections>().SetKeyAsync(FakeProvider.Id, "the-key-it-was-sent-with");
            else (Settings(factory).ApiKey, Settings(factory).BaseUrl) = ("the-key-it-was-sent-with", null);
        }

        (await ledger.AskAsync(attempt.Id)).ShouldContain("never accepted");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
    }

    static ProviderSettings Settings(TestFactory factory) => factory.Get<IOptions<ProvidersOptions>>().Value[FakeProvider.Id];

    [Fact]
    public async Task An_item_goes_out_with_the_key_its_attempt_names_though_the_key_changes_after_the_claim()
    {
        var sent = new List<(Guid Attempt, string? Key)>();
        await using var factory = await TestFactory.RunningAsync(prepare: f =>
        {
            Settings(f).ApiKey = "key-number-0";
            f.Provider.OnSubmit = (request, _) =>
            {
                lock (sent)
                {
                    sent.Add((request.AttemptId, Settings(f).ApiKey));
                    // Nobody is told, and the queue was read before.
                    Settings(f).ApiKey = $"key-number-{sent.Count}";
                }

                return Task.FromResult<ProviderAnswer?>(null);
            };
        });
        factory.Catalog.Limit(FakeProvider.Id, concurrent: 1);

        var order = await factory.PlaceAsync("[a,b,c]");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(3);

        var attempts = (await factory.AttemptsAsync(order)).ToDictionary(a => a.Id, a => a.ConnectionFingerprint);
        sent.Count.ShouldBe(3);
        foreach (var (attempt, key) in sent)
        {
            Settings(factory).ApiKey = key;
            attempts[attempt].ShouldBe(await factory.Get<ConnectionFingerprints>().OfAsync(FakeProvider.Id, default));
        }
    }

    [Theory, Engines]
    public async Task Of_an_attempt_that_does_not_say_what_it_was_sent_with_any_change_of_the_provider_leaves_it_to_a_person(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        var (order, attempt) = await UnknownAsync(factory);
        factory.Catalog.Change(FakeProvider.Id, DateTime.MaxValue);
        for (var asked = 0; asked < 2; asked++) (await factory.Get<IAttemptLedger>().AskAsync(attempt)).ShouldContain("key or address was changed");
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Unknown);

        factory.Catalog.Change(FakeProvider.Id, DateTime.MinValue);
        (await factory.Get<IAttemptLedger>().AskAsync(attempt)).ShouldContain("never accepted");
    }

    [Theory, Engines]
    public async Task What_is_not_listed_settles_it_the_second_time_after_the_settling_time_and_no_person_shortens_that(string engine)
    {
        var time = Clock();
        await using var factory = await TestFactory.CreateAsync(engine, s => Settling(s, time, 60));
        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        var (order, attempt) = await UnknownAsync(factory);
        var ledger = factory.Get<IAttemptLedger>();

        // Long after it was reserved, as after an upload that took its time.
        time.Advance(TimeSpan.FromHours(1));
        (await ledger.AskAsync(attempt)).ShouldContain("asked once more");
        var after = (await factory.AttemptsAsync(order)).Single().AskAfter.ShouldNotBeNull();
        (after - Now(time)).ShouldBe(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
        for (var click = 0; click < 5; click++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            (await ledger.AskAsync(attempt)).ShouldContain("asked once more");
        }

        (await factory.AttemptsAsync(order)).Single().ShouldSatisfyAllConditions(a => a.State.ShouldBe(AttemptState.Unknown), a => a.AskAfter.ShouldBe(after));
        time.Advance(TimeSpan.FromSeconds(60));
        (await ledger.AskAsync(attempt)).ShouldContain("never accepted");
        (await factory.AttemptsAsync(order)).Single().State.ShouldBe(AttemptState.Failed);
        (await factory.ItemsAsync(order)).Single().Status.ShouldBe(OrderItemStatus.Pending);
    }

    [Fact]
    public async Task An_answer_in_between_that_says_nothing_does_not_count_as_a_first_time()
    {
        var time = Clock();
        await using var factory = await TestFactory.CreateAsync(configure: s => Settling(s, time, 60));
        var (order, attempt) = await UnknownAsync(factory);
        var ledger = factory.Get<IAttemptLedger>();
        factory.Provider.OnFind = _ => new Reconciliation.Undetermined("it is down");
        (await ledger.AskAsync(attempt)).ShouldBe("it is down");
        time.Advance(TimeSpan.FromHours(10));
        factory.Provider.OnFind = _ => new Reconciliation.NeverAccepted();
        (await ledger.AskAsync(attempt)).ShouldContain("asked once more");
        (await factory.AttemptsAsync(order)).Single().State.ShouldBe(AttemptState.Unknown);
        time.Advance(TimeSpan.FromSeconds(70));
        (await ledger.AskAsync(attempt)).ShouldContain("never accepted");
    }

    static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    static DateTime Now(FakeTimeProvider time) => time.GetUtcNow().UtcDateTime;

    static void Settling(IServiceCollection services, FakeTimeProvider time, double seconds)
    {
        services.AddSingleton<TimeProvider>(time);
        services.Configure<ProvidersOptions>(o => o[FakeProvider.Id] = new() { SettleSeconds = seconds });
    }

    /// <summary>An attempt whose end nobody saw, of a line that is gone; accepted when it has an id.</summary>
    static async Task<(Guid Order, Guid Attempt)> UnknownAsync(TestFactory factory, string? requestId = null)
    {
        var order = await factory.PlaceAsync("a");
        var item = (await PromiseTests.ClaimAsync(factory, order, 1, "gone")).Single();
        await factory.Get<LedgerWriter>().WriteAsync(session =>
        {
            if (requestId is not null) session.Attempts.Submit(item.AttemptId, requestId, ParameterSet.Empty.With("get", "there"));
            session.Attempts.MarkUnknown(item.AttemptId, "it broke off");
            session.Items.Hold(item.ItemId, "gone", "it broke off").ShouldBeTrue();
        });
        return (order, item.AttemptId);
    }
}
