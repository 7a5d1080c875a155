using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.Providers;

namespace ArtFactory.Tests.Cli;

/// <summary><c>model add</c> and <c>model refresh</c>, as a person or a script meets them.</summary>
public sealed class ModelVerbTests
{
    [Theory, Engines]
    public async Task A_workflow_becomes_a_model_also_while_comfyui_does_not_run(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var file = data.Beside("Fox Portrait.json");
        await File.WriteAllTextAsync(file, Fixtures.Text("ComfyUi/prompt-request.json"));
        var added = (await data.RunAsync("model", "add", "comfyui", file, "--json")).ShouldEndWith(0).Json();
        added.GetProperty("model").GetString().ShouldBe("comfyui/fox-portrait");
        added.GetProperty("added").GetBoolean().ShouldBeTrue();
        added.GetProperty("price").GetProperty("amount").GetDecimal().ShouldBe(0);
        added.GetProperty("warnings")[0].GetString()!.ShouldContain("does not answer");
        added.GetProperty("parameters").EnumerateArray().Select(p => p.GetString()).Take(2).ShouldBe(["prompt", "negative_prompt"]);

        var picked = (await data.RunAsync("model", "add", "comfyui", file, "--name", "Two", "--input", "6.text", "--input", "9.filename_prefix=file", "--json")).ShouldEndWith(0).Json();
        picked.GetProperty("parameters").EnumerateArray().Select(p => p.GetString()).ShouldBe(["prompt", "file"]);
        (await data.RunAsync("models", "--all")).ShouldEndWith(0).Output.ShouldContain("comfyui/two");
    }

    [Theory, Engines]
    public async Task What_cannot_be_added_says_why(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var file = data.Beside("graph.json");
        await File.WriteAllTextAsync(file, """{"nodes": [], "links": []}""");
        (await data.RunAsync("model", "add", "comfyui", file)).ShouldEndWith(3).Error.ShouldContain("Export (API)");
        (await data.RunAsync("model", "add", "comfyui", data.Beside("nowhere.json"))).ShouldEndWith(4).Error.ShouldContain("nowhere.json");
        (await data.RunAsync("model", "add", "acme", "some/model")).ShouldEndWith(3).Error.ShouldContain("no provider 'acme'");
        (await data.RunAsync("model", "refresh", "studio", "flow-field")).ShouldEndWith(3).Error.ShouldContain("nothing to refresh");
        (await data.RunAsync("model", "refresh", "studio", "flow-feild")).ShouldEndWith(4).Error.ShouldContain("studio/flow-field");
        (await data.RunAsync("model", "search", "studio", "fox")).ShouldEndWith(3);
        (await data.RunAsync("model", "add", "openai", "gpt-image-9", "--price", "-1")).ShouldEndWith(2);
    }

    [Theory, Engines]
    public async Task A_model_nobody_describes_takes_the_form_of_its_nearest_relative(string engine)
    {
        await using var data = await EngineData.CreateAsync(engine);
        var added = (await data.RunAsync("model", "add", "openai", "gpt-image-9", "--price", "0.05", "--json")).ShouldEndWith(0).Json();
        added.GetProperty("parameters").EnumerateArray().Select(p => p.GetString()).ShouldContain("quality");
        added.GetProperty("price").GetProperty("amount").GetDecimal().ShouldBe(0.05m);
    }
}
