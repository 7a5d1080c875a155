using ArtFactory.Engine;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Models;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.A1111;
using ArtFactory.Tests.Fakes.Providers.Fal;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers;

/// <summary>Models that are brought in from their providers, over real HTTP.</summary>
public sealed class ModelShelfTests
{
    [Theory]
    [InlineData("acme/paint", null)]
    [InlineData("  `acme/paint:bbbb` ", "bbbb")]
    [InlineData("https://replicate.com/acme/paint", null)]
    [InlineData("https://replicate.com/acme/paint/api/learn?x=1", null)]
    [InlineData("https://replicate.com/acme/paint/versions/bbbb", "bbbb")]
    [InlineData("replicate.com/acme/paint", null)]
    [InlineData("https://api.replicate.com/v1/models/acme/paint", null)]
    public void What_is_pasted_names_a_model_of_replicate(string pasted, string? version)
    {
        var read = PastedModel.Read("replicate", pasted);
        (read.ModelId, read.Version).ShouldBe(("acme/paint", version));
    }

    [Theory]
    [InlineData("fal-ai/flux/dev")]
    [InlineData("https://fal.ai/models/fal-ai/flux/dev")]
    [InlineData("https://fal.ai/models/fal-ai/flux/dev/playground?share=1")]
    [InlineData("https://queue.fal.run/fal-ai/flux/dev/requests/123")]
    [InlineData("https://fal.ai/models/fal-ai/flux/dev/llms.txt")]
    public void What_is_pasted_names_an_endpoint_of_fal(string pasted) => PastedModel.Read("fal", pasted).ModelId.ShouldBe("fal-ai/flux/dev");

    [Theory]
    [InlineData("replicate", "flux")]
    [InlineData("replicate", "a/b/c")]
    [InlineData("replicate", "https://evil.example/acme/paint")]
    [InlineData("replicate", "acme/../paint")]
    [InlineData("replicate", "acme/paint:ver sion")]
    [InlineData("fal", "https://replicate.com/acme/paint")]
    [InlineData("fal", "fal-ai/..")]
    [InlineData("fal", "")]
    public void What_names_no_model_is_refused_with_an_example(string provider, string pasted) =>
        Should.Throw<InvalidInputException>(() => PastedModel.Read(provider, pasted)).Message.Length.ShouldBeGreaterThan(20);

    [Fact]
    public async Task A_model_of_replicate_comes_with_its_form_and_version_and_asks_for_its_price()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var shelf = stage.Get<IModelShelf>();
        var news = await shelf.AddAsync("replicate", "https://replicate.com/acme/paint-fast");
        (news.IsNew, news.Model.ModelId, news.Model.Modality, news.Model.Version, news.Model.Price.Amount).ShouldBe((true, "acme/paint-fast", "text-to-image", new string('a', 64), null));
        news.Model.Description.ShouldBe("Synthetic test model");
        news.Model.Schema.Find("steps").ShouldBeNull();
        news.Model.Schema.Find("guidance_scale")!.Name.ShouldBe("guidance");
        news.Warnings.ShouldContain(w => w.Contains("price", StringComparison.Ordinal));

        // Again with a price, and another version.
        var again = await shelf.AddAsync("replicate", "acme/paint-fast:bbbb", new ModelPrice(0.02m, "output"));
        (again.IsNew, again.Model.Version, again.Model.Price.Amount, again.Model.Id).ShouldBe((false, "bbbb", 0.02m, news.Model.Id));
        again.Model.Schema.Find("guidance").ShouldBeNull();
        again.Warnings.ShouldNotContain(w => w.Contains("price", StringComparison.Ordinal));

        // A refresh keeps the price a person set.
        var fresh = await shelf.RefreshAsync("replicate", "acme/paint-fast");
        (fresh.Model.Version, fresh.Model.Price.Amount).ShouldBe((new string('a', 64), 0.02m));
        (await shelf.SearchAsync("replicate", "watercolor")).ShouldNotBeNull().ShouldHaveSingleItem().ModelId.ShouldBe("acme/watercolor");
        (await Should.ThrowAsync<InvalidInputException>(() => shelf.AddAsync("replicate", "nobody/nothing"))).Message.ShouldContain("nobody/nothing");
        fake.Charges.Count.ShouldBe(0);
    }

    [Theory, Engines]
    public async Task A_version_that_is_a_hash_of_64_letters_is_kept_and_one_that_does_not_fit_is_refused(string engine)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, engine: engine);
        var shelf = stage.Get<IModelShelf>();
        const string version = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
        (await shelf.AddAsync("replicate", $"stability-ai/sdxl:{version}")).Model.Version.ShouldBe(version);
        await using (var context = stage.Open()) context.Models.Single(m => m.ModelId == "stability-ai/sdxl").Version.ShouldBe(version);
        var catalog = stage.Get<ProviderCatalog>();
        var draft = new ModelDraft("acme/long", "Long", "text-to-image", ParameterSchema.Empty) { Version = new string('v', 201) };
        (await Should.ThrowAsync<InvalidInputException>(() => catalog.KeepAsync("replicate", draft, default))).Field.ShouldBe("version");
    }

    [Fact]
    public async Task An_endpoint_of_fal_comes_with_its_price()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var shelf = stage.Get<IModelShelf>();
        var news = await shelf.AddAsync("fal", "acme/paint/fast");
        (news.Model.Modality, news.Model.Price).ShouldBe(("text-to-image", new ModelPrice(0.025m, "output")));
        news.Model.Schema.Find("image_size")!.Other.ShouldBe(OtherValues.Size);
        news.Warnings.ShouldBeEmpty();
        (await shelf.SearchAsync("fal", "paint")).ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new ModelHit("acme/paint/fast", "paint", "Paints.", "text-to-image"));

        // Without a key that may see prices the form comes all the same.
        fake.Behaviour.Key = "another";
        var unpriced = await shelf.AddAsync("fal", "acme/paint/slow");
        unpriced.Model.Schema.Parameters.Count.ShouldBe(9);
        unpriced.Warnings.ShouldContain(w => w.Contains("price is not known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Engines_tell_what_is_installed()
    {
        await using var fake = await FakeServers.StartAsync<FakeA1111>();
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:a1111:BaseUrl"] = fake.BaseAddress.AbsoluteUri });
        var model = (await stage.Get<IModelShelf>().RefreshAsync("a1111", "txt2img")).Model;
        model.Schema.Find("sampler_name")!.ShouldSatisfyAllConditions(p => p.Options.Select(o => o.Value).ShouldBe(["Euler a"]), p => p.Default.ShouldBeNull());
        model.Schema.Find("checkpoint")!.ShouldSatisfyAllConditions(p => p.Options.Single().Value.ShouldBe("toy.safetensors [0123456789]"), p => p.Other.ShouldBe(OtherValues.Text));
        model.Schema.Find("scheduler")!.Options.Single().Value.ShouldBe("Karras");
        await fake.DisposeAsync();
        (await Should.ThrowAsync<InvalidInputException>(() => stage.Get<IModelShelf>().RefreshAsync("a1111", "txt2img"))).Message.ShouldNotBeEmpty();
    }
}
