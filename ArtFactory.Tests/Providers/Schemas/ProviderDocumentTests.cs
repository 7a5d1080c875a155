using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Architecture;

namespace ArtFactory.Tests.Providers.Schemas;

/// <summary>The documents that Replicate and fal hand out, whole.</summary>
public sealed class ProviderDocumentTests
{
    [Fact]
    public void A_replicate_model_becomes_a_form_in_the_providers_order()
    {
        var form = Form.OfFixture("Replicate/model.json", "replicate");
        form.Schema.Parameters.Select(p => p.Name).ShouldBe(
            ["prompt", "aspect_ratio", "num_outputs", "target_size", "guidance", "go_fast", "image", "seed", "image_refs", "api_secret"]);

        var prompt = form.Get("prompt");
        (prompt.Type, prompt.Required, prompt.Help, prompt.Advanced).ShouldBe((ParameterType.Prompt, true, "What to draw", false));
        var ratio = form.Get("aspect_ratio");
        ratio.Type.ShouldBe(ParameterType.Choice);
        ratio.Values().ShouldBe(["1:1", "16:9", "9:16"]);
        (ratio.DefaultText(), ratio.Help, ratio.TakesSeveral).ShouldBe(("\"1:1\"", "Shape of the picture", true));
        var size = form.Get("target_size");
        size.Options.Select(o => o.Sent?.GetRawText()).ShouldBe(["512", "640", "768"]);
        size.DefaultText().ShouldBe("640");
        var outputs = form.Get("num_outputs");
        (outputs.Type, outputs.Minimum, outputs.Maximum, outputs.DefaultText(), outputs.Group).ShouldBe((ParameterType.Integer, 1, 4, "1", "Output"));
        var guidance = form.Get("guidance");
        (guidance.Type, guidance.Minimum, guidance.Maximum).ShouldBe((ParameterType.Number, 0, 10));
        form.Get("go_fast").ShouldSatisfyAllConditions(p => p.Type.ShouldBe(ParameterType.Boolean), p => p.Advanced.ShouldBeTrue(), p => p.DefaultText().ShouldBe("true"));
        form.Get("image").Type.ShouldBe(ParameterType.Media);
        form.Get("image_refs").ShouldSatisfyAllConditions(p => p.Type.ShouldBe(ParameterType.Media), p => p.IsList.ShouldBeTrue());
        form.Get("seed").ShouldSatisfyAllConditions(p => p.Type.ShouldBe(ParameterType.Integer), p => p.Group.ShouldBe("Size and seed"), p => p.Advanced.ShouldBeFalse());
        (form.BatchParameter, form.MaxBatch).ShouldBe(("num_outputs", 4));
    }

    [Fact]
    public void A_secret_is_on_the_form_but_cannot_be_set()
    {
        var form = Form.OfFixture("Replicate/model.json", "replicate");
        form.Get("api_secret").ShouldSatisfyAllConditions(p => p.Secret.ShouldBeTrue(), p => p.Advanced.ShouldBeTrue(), p => p.Default.ShouldBeNull());
        form.Warnings.ShouldHaveSingleItem().ShouldContain("api_secret");
    }

    [Theory]
    [InlineData("latest_version")]
    [InlineData("latest_version.openapi_schema")]
    [InlineData("latest_version.openapi_schema.components.schemas.Input")]
    public void A_version_an_openapi_document_and_a_bare_schema_give_the_same_names(string path)
    {
        var node = JsonNode.Parse(SourceTree.Read("ArtFactory.Tests/Fakes/Providers/Replicate/model.json"))!;
        foreach (var step in path.Split('.')) node = node[step]!;
        Form.Of(node.ToJsonString()).Schema.Parameters.Select(p => p.Name)
            .ShouldBe(Form.OfFixture("Replicate/model.json", "replicate").Schema.Parameters.Select(p => p.Name));
    }

    [Fact]
    public void A_fal_document_becomes_a_form_in_the_providers_order()
    {
        var form = Form.OfFixture("Fal/openapi.json", "fal");
        form.Schema.Parameters.Select(p => p.Name).ShouldBe(["prompt", "image_url", "image_size", "num_images", "seed", "num_frames", "loras", "acceleration", "sync_mode"]);
        form.Warnings.ShouldBeEmpty();

        form.Get("image_url").Type.ShouldBe(ParameterType.Media);
        var size = form.Get("image_size");
        (size.Type, size.Other, size.DefaultText()).ShouldBe((ParameterType.Choice, OtherValues.Size, "\"landscape_4_3\""));
        size.Values().ShouldBe(["square_hd", "square", "landscape_4_3"]);
        form.Get("seed").ShouldSatisfyAllConditions(p => p.Type.ShouldBe(ParameterType.Integer), p => p.Nullable.ShouldBeTrue());
        var frames = form.Get("num_frames");
        frames.Values().ShouldBe(["129", "85"]);
        frames.DefaultText().ShouldBe("\"129\"");
        form.Get("loras").ShouldSatisfyAllConditions(
            p => p.Type.ShouldBe(ParameterType.Json), p => p.DefaultText().ShouldBe("[]"), p => p.Help.ShouldBe("A JSON list of objects with path, scale."), p => p.Advanced.ShouldBeTrue());
        (form.BatchParameter, form.MaxBatch).ShouldBe(("num_images", 4));
    }

    [Fact]
    public void A_fal_catalogue_entry_gives_the_same_form()
    {
        var document = SourceTree.Read("ArtFactory.Tests/Fakes/Providers/Fal/openapi.json");
        var form = Form.Of($$"""{"models": [{"endpoint_id": "acme/paint/fast", "metadata": {}, "openapi": {{document}} }], "has_more": false}""", "fal");
        form.Schema.ToJson().ShouldBe(Form.OfFixture("Fal/openapi.json", "fal").Schema.ToJson());
    }

    [Fact]
    public void A_document_without_a_schema_gives_an_empty_form_and_says_so()
    {
        var form = Form.OfFixture("Fal/pricing.json", "fal");
        form.Schema.Parameters.ShouldBeEmpty();
        form.Warnings.ShouldHaveSingleItem().ShouldContain("no schema of an input");
    }

    [Fact]
    public void A_form_survives_being_stored()
    {
        foreach (var (file, provider) in (ReadOnlySpan<(string, string)>)[("Replicate/model.json", "replicate"), ("Fal/openapi.json", "fal")])
        {
            var schema = Form.OfFixture(file, provider).Schema;
            ParameterSchema.Parse(schema.ToJson()).ToJson().ShouldBe(schema.ToJson());
        }
    }
}
