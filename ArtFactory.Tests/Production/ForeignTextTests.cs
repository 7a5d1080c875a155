using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;

namespace ArtFactory.Tests.Production;

/// <summary>Texts of providers that are longer or stranger than a column takes: a paid result does not hang on them, on either engine.</summary>
public sealed class ForeignTextTests
{
    [Theory, Engines]
    public async Task A_long_id_of_a_request_is_kept_whole_in_the_ledger(string engine)
    {
        var id = new string('r', 600);
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Accepted(id)));
        var order = await factory.PlaceAsync("a");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        (await factory.AttemptsAsync(order)).Single().ProviderRequestId.ShouldBe(id);
        (await factory.ItemsAsync(order)).Single().ProviderRequestId.ShouldBe(id[..255]);
    }

    [Theory, Engines]
    public async Task An_id_that_cannot_be_kept_leaves_an_unknown_attempt_and_one_of_a_result_is_left_out(string engine)
    {
        var id = new string('r', 1001);
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (request, _) => Task.FromResult<ProviderAnswer?>(
            request.Parameters.Text("prompt") == "a" ? new ProviderAnswer.Accepted(id) : ((ProviderAnswer.Completed)FakeProvider.Picture("b")) with { RequestId = id }));
        var order = await factory.PlaceAsync("[a,b]");
        await TestFactory.UntilAsync(async () => (await factory.AttemptsAsync(order)).Count(a => a.State is AttemptState.Unknown or AttemptState.Succeeded) == 2);
        var attempts = await factory.AttemptsAsync(order);
        attempts.Single(a => a.State == AttemptState.Unknown).ErrorMessage.ShouldNotBeNull().ShouldContain("1001");
        attempts.Single(a => a.State == AttemptState.Succeeded).ProviderRequestId.ShouldBeNull();
        factory.Provider.Received.Count.ShouldBe(2);
    }

    [Theory, Engines]
    public async Task Letters_that_a_database_refuses_do_not_lose_a_result(string engine)
    {
        var returned = ParameterSet.Parse("""{"note":"a\u0000b","half":"\ud800","pair":"\ud83e\udd8a","back":"\\u0000"}""");
        await using var factory = await TestFactory.RunningAsync(engine, f => f.Provider.OnSubmit = (request, _) => Task.FromResult<ProviderAnswer?>(
            request.Parameters.Text("prompt") == "a"
                ? ((ProviderAnswer.Completed)FakeProvider.Picture("a")) with { Returned = returned }
                : new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "no\0thing")));
        var order = await factory.PlaceAsync("[a,b]");
        var ended = await factory.EndAsync(order);
        (ended.Summary.Completed, ended.Summary.Failed).ShouldBe((1, 1));
        var items = await factory.ItemsAsync(order);
        var kept = items[0].ReturnParameterSet.ShouldNotBeNull();
        (kept.Text("pair"), kept.Text("back")).ShouldBe(("🦊", "\\u0000"));
        items[1].ErrorMessage.ShouldBe("no\uFFFDthing");
    }

    [Theory, Engines]
    public async Task A_type_that_is_no_type_is_not_kept(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine, f =>
        {
            f.Imaging.OnDerive = _ => new ImagingException(ImagingFailure.Unreadable, "It cannot be read.");
            f.Provider.OnSubmit = (_, _) => Task.FromResult<ProviderAnswer?>(new ProviderAnswer.Completed([new() { Content = FakePicture.Of("a"), MimeType = "image/" + new string('x', 300) }]));
        });
        var order = await factory.PlaceAsync("a");
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        await using var context = factory.Open();
        context.Products.Single().ShouldSatisfyAllConditions(p => p.MimeType.ShouldBeNull(), p => p.DeriveError.ShouldNotBeNull());
    }
}
