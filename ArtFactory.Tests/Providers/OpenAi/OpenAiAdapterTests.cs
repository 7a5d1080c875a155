using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.OpenAi;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.OpenAi;

public sealed class OpenAiAdapterTests : IAsyncLifetime
{
    FakeOpenAi _fake = null!;
    ProviderStage _stage = null!;

    IProviderAdapter Adapter => _stage.Adapter("openai");

    public async Task InitializeAsync()
    {
        _fake = await FakeServers.StartAsync<FakeOpenAi>();
        _stage = await ProviderStage.OnAsync(_fake);
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _fake.DisposeAsync();
    }

    static GenerationRequest Fox(string more = "") => AdapterActs.Request("gpt-image-1", $$"""{"prompt": "a fox", "size": "1024x1024"{{more}}}""");

    [Fact]
    public async Task Pictures_come_inside_the_answer()
    {
        var done = (await Adapter.SubmitAsync(Fox(""", "n": 3, "output_format": "png" """))).ShouldBeDone();
        done.Outputs.Count.ShouldBe(3);
        done.Outputs.ShouldAllBe(o => o.MimeType == "image/png");
        (await Adapter.BytesAsync(done.Outputs[0])).AsSpan(1, 3).ToArray().ShouldBe("PNG"u8.ToArray());
        done.Returned!.Text("usage").ShouldNotBeNull().ShouldContain("total_tokens");
        done.Cost.ShouldBeNull();
        var sent = _fake.Received.Single().Json!;
        sent["model"]!.ToString().ShouldBe("gpt-image-1");
        sent["n"]!.ToJsonString().ShouldBe("3");
        _fake.Charges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pictures_come_by_address_where_the_server_likes_that()
    {
        _fake.AnswersAddresses = true;
        var output = (await Adapter.SubmitAsync(Fox())).ShouldBeDone().Outputs.ShouldHaveSingleItem();
        output.ExpiresAt.ShouldNotBeNull();
        output.Metadata!.Text("revised_prompt").ShouldBe("a fox, revised");
        (await Adapter.BytesAsync(output)).Length.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task A_file_at_the_servers_own_address_is_fetched_as_its_own_with_the_key_and_any_other_as_a_foreign_one()
    {
        _fake.AnswersAddresses = true;
        var output = (await Adapter.SubmitAsync(Fox())).ShouldBeDone().Outputs.ShouldHaveSingleItem();
        (await Adapter.BytesAsync(output)).Length.ShouldBeGreaterThan(50);

        // Beside the base address, on its origin: wherever that is, on this machine or in the house.
        var call = _fake.Received.Last();
        call.Path.ShouldStartWith("/outputs/");
        call.Headers["Authorization"].ShouldBe("Bearer test-key-0000");

        await using var other = await TestSite.StartAsync(s => s.Status(200));
        (await Should.ThrowAsync<ProviderFetchException>(() => Adapter.FetchAsync(output with { Address = new(other.Address, "picture.png") }))).IsTransient.ShouldBeFalse();
        other.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_picture_makes_it_an_edit()
    {
        (await Adapter.SubmitAsync(Fox().With(_stage, "image"))).ShouldBeDone();
        (await Adapter.SubmitAsync(Fox().With(_stage, "image[0]", "image[1]", "mask"))).ShouldBeDone();
        _fake.Received.ShouldAllBe(c => c.Path == "/v1/images/edits");
        var jobs = _fake.Jobs.ToList();
        jobs[0].Input["files"]!.ToJsonString().ShouldBe("""["image"]""");
        jobs[1].Input["files"]!.ToJsonString().ShouldBe("""["image[]","image[]","mask"]""");
        jobs[0].Input["size"]!.ToString().ShouldBe("1024x1024");
        jobs[0].Input.ContainsKey("image").ShouldBeFalse();
    }

    [Fact]
    public async Task What_it_refuses_is_classed()
    {
        (await Adapter.SubmitAsync(Fox(""", "n": 11"""))).ShouldBeRefused(ProviderErrorClass.Validation).Message.ShouldContain("n:");
        (await Adapter.SubmitAsync(Fox(""", "steps": 4"""))).ShouldBeRefused(ProviderErrorClass.Validation).Message.ShouldContain("steps");
        (await Adapter.SubmitAsync(AdapterActs.Request("gpt-image-1", """{"prompt": "forbidden"}"""))).ShouldBeRefused(ProviderErrorClass.Moderation);
        _fake.Troubles.Next("POST", new Trouble.Answer(429, """{"error": {"message": "You exceeded your current quota.", "type": "insufficient_quota", "param": null, "code": "insufficient_quota"}}"""));
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Payment);
        _fake.Troubles.Next("POST", Trouble.TooMany("3", Fixtures.Text("OpenAi/error-429.json")));
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.RateLimited).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        _fake.Behaviour.Key = "another";
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Authentication);
        _fake.Charges.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("Retry-After-Ms", "soon", 7.0)]
    public async Task A_rest_in_thousandths_of_a_second_is_kept_before_the_one_in_seconds(string name, string value, double seconds)
    {
        _fake.Troubles.Next("POST", new Trouble.Answer(429, Fixtures.Text("OpenAi/error-429.json"))
        {
            Headers = new Dictionary<string, string> { [name] = value, ["Retry-After"] = "7" },
        });
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.RateLimited).RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task A_person_who_gives_an_id_to_follow_hears_that_there_is_nothing_to_follow() =>
        (await Adapter.LookUpAsync(new(Guid.Empty, "gpt-image-1", "some-id", ArtFactory.Data.ParameterSet.Empty, AdapterActs.Now))).ShouldBeRefused(ProviderErrorClass.Lost);

    [Fact]
    public async Task The_connection_is_tested_in_words()
    {
        (await Adapter.TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeTrue(), t => t.Message.ShouldContain("2 models"));
        _fake.Behaviour.Key = "another";
        (await Adapter.TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeFalse(), t => t.Message.ShouldContain("key"));
        await _fake.DisposeAsync();
        (await Adapter.TestConnectionAsync()).Works.ShouldBeFalse();
    }
}
