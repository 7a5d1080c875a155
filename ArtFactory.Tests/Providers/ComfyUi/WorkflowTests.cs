using System.Text.Json.Nodes;
using ArtFactory.Engine;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.ComfyUi;
using ArtFactory.Tests.Fakes.Providers;

namespace ArtFactory.Tests.Providers.ComfyUi;

/// <summary>What is found in a workflow, and what it becomes.</summary>
public sealed class WorkflowTests
{
    static string Exported => Fixtures.Read("ComfyUi/prompt-request.json")["prompt"]!.ToJsonString();

    [Fact]
    public void What_one_usually_sets_is_found_by_following_the_links()
    {
        var inputs = WorkflowInputs.Of(WorkflowGraph.Parse(Exported));
        inputs.Where(i => i.IsGuessed).ToDictionary(i => i.Parameter, i => i.Place, StringComparer.Ordinal).ShouldBe(new Dictionary<string, string>
        {
            ["seed"] = "3.seed", ["steps"] = "3.steps", ["cfg"] = "3.cfg", ["sampler_name"] = "3.sampler_name", ["scheduler"] = "3.scheduler", ["denoise"] = "3.denoise",
            ["ckpt_name"] = "4.ckpt_name", ["width"] = "5.width", ["height"] = "5.height", ["batch_size"] = "5.batch_size", ["prompt"] = "6.text", ["negative_prompt"] = "7.text",
        }, ignoreOrder: true);
        inputs.Single(i => !i.IsGuessed).Place.ShouldBe("9.filename_prefix");
    }

    [Fact]
    public void Two_samplers_have_their_own_names_and_titles_and_a_prompt_may_lie_far_away()
    {
        var graph = JsonNode.Parse(Exported)!.AsObject();
        graph["10"] = JsonNode.Parse("""{"class_type": "KSampler", "_meta": {"title": "Refine"}, "inputs": {"seed": 1, "steps": 8, "positive": ["11", 0], "negative": ["7", 0], "latent_image": ["3", 0]}}""");
        graph["11"] = JsonNode.Parse("""{"class_type": "ConditioningSetArea", "inputs": {"conditioning": ["12", 0], "strength": 1}}""");
        graph["12"] = JsonNode.Parse("""{"class_type": "CLIPTextEncode", "inputs": {"text": ["13", 0], "clip": ["4", 1]}}""");
        graph["13"] = JsonNode.Parse("""{"class_type": "PrimitiveString", "inputs": {"value": "far"}}""");
        var workflow = WorkflowGraph.Parse(graph.ToJsonString());
        var inputs = WorkflowInputs.Of(workflow).Where(i => i.IsGuessed).ToList();
        inputs.Single(i => i.Place == "10.steps").Parameter.ShouldBe("steps_10");
        inputs.Single(i => i.Place == "13.value").Parameter.ShouldBe("prompt_13");
        new WorkflowModel(workflow, inputs).Schema(ObjectInfo.Nothing).Find("steps_10")!.Title.ShouldBe("Refine: steps");
    }

    [Fact]
    public void A_graph_of_a_circle_is_read()
    {
        var graph = WorkflowGraph.Parse("""
            {"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "seed": 1}}, "2": {"class_type": "A", "inputs": {"conditioning": ["3", 0]}}, "3": {"class_type": "B", "inputs": {"x": ["2", 0]}}}
            """);
        WorkflowInputs.Of(graph).Single().Parameter.ShouldBe("seed");
    }

    [Fact]
    public void Ranges_and_choices_come_from_the_nodes_and_defaults_from_the_workflow()
    {
        var graph = WorkflowGraph.Parse(Exported);
        var info = new ObjectInfo(System.Text.Json.JsonSerializer.SerializeToElement(Fixtures.Read("ComfyUi/object_info-KSampler.json")));
        var schema = new WorkflowModel(graph, [.. WorkflowInputs.Of(graph).Where(i => i.IsGuessed)]).Schema(info);
        schema.Parameters[0].ShouldSatisfyAllConditions(p => p.Name.ShouldBe("prompt"), p => p.Type.ShouldBe(ParameterType.Prompt));
        schema.Find("seed")!.ShouldSatisfyAllConditions(p => p.Maximum.ShouldBe(18446744073709551615m), p => p.Default.ShouldBeNull(), p => p.Nullable.ShouldBeTrue());
        schema.Find("steps")!.ShouldSatisfyAllConditions(p => p.Minimum.ShouldBe(1), p => p.Maximum.ShouldBe(10000), p => p.Default!.Value.GetRawText().ShouldBe("4"));
        schema.Find("sampler_name")!.Options.Select(o => o.Value).ShouldBe(["euler", "dpmpp_2m"]);
        schema.Find("cfg")!.Type.ShouldBe(ParameterType.Number);
        // Of nodes nothing is told of, the value itself tells.
        schema.Find("width")!.Type.ShouldBe(ParameterType.Integer);
        schema.Find("ckpt_name")!.Type.ShouldBe(ParameterType.Text);
    }

    [Fact]
    public void A_workflow_is_kept_and_filled_exactly()
    {
        var graph = WorkflowGraph.Parse(Exported);
        var kept = WorkflowModel.Read(new WorkflowModel(graph, [.. WorkflowInputs.Of(graph).Where(i => i.IsGuessed)]).Facts().ToJson()).ShouldNotBeNull();
        var filled = kept.Fill(ArtFactory.Data.ParameterSet.Parse("""{"prompt": "a \"fox\" é", "seed": 17454220438242315174, "steps": null, "width": 128}"""), new Dictionary<string, string>());
        filled["6"]!["inputs"]!["text"]!.ToString().ShouldBe("a \"fox\" é");
        filled["3"]!["inputs"]!["seed"]!.ToJsonString().ShouldBe("17454220438242315174");
        filled["3"]!["inputs"]!["steps"]!.ToJsonString().ShouldBe("4");
        filled["5"]!["inputs"]!["width"]!.ToJsonString().ShouldBe("128");
        filled["3"]!["inputs"]!["model"]!.ToJsonString().ShouldBe("""["4",0]""");
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[1]", "object of nodes")]
    [InlineData("{}", "no nodes")]
    [InlineData("""{"nodes": [], "links": [], "version": 0.4}""", "Export (API)")]
    [InlineData("""{"1": {"inputs": {}}}""", "Export (API)")]
    [InlineData("""{"1": {"class_type": "A", "inputs": []}}""", "Export (API)")]
    public void What_is_no_exported_workflow_is_refused_with_the_way_to_one(string json, string words) =>
        Should.Throw<InvalidInputException>(() => WorkflowGraph.Parse(json)).Message.ShouldContain(words);

    [Fact]
    public void The_body_of_a_prompt_is_a_workflow_too() =>
        WorkflowGraph.Parse(Fixtures.Text("ComfyUi/prompt-request.json")).Ids.Count().ShouldBe(7);
}
