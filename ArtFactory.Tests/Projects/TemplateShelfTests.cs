using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Projects;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;

namespace ArtFactory.Tests.Projects;

public sealed class TemplateShelfTests
{
    static TemplateView Draft(string name = "Foxes in oil", Guid? project = null, string model = "brush-1") => new(
        Guid.Empty, name, null, "acme", model, ParameterSet.Parse("""{"prompt":"A [red,blue] fox","steps":"8,20"}"""), project, null, false, 0, default);

    [Theory, Engines]
    public async Task A_template_keeps_its_markup_and_is_offered_where_it_belongs(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.ModelAsync();
        var (here, there) = ((await library.ProjectAsync("Here")).Id, (await library.ProjectAsync("There")).Id);
        var global = await library.Templates.SaveAsync(Draft("everywhere"));
        var local = await library.Templates.SaveAsync(Draft("here only", here));
        (await library.Templates.ListAsync(here)).Select(t => t.Name).ShouldBe(["everywhere", "here only"]);
        (await library.Templates.ListAsync(there)).Select(t => t.Id).ShouldBe([global]);
        (await library.Templates.ListAsync(text: "ONLY")).Single().ProjectName.ShouldBe("Here");
        var found = (await library.Templates.FindAsync(local)).ShouldNotBeNull();
        found.ParameterSet.Text("steps").ShouldBe("8,20");
        await library.Templates.SaveAsync(found with { Name = "renamed", IsGlobal = true, ProjectId = null });
        (await library.Templates.ListAsync(there)).Select(t => t.Name).ShouldBe(["everywhere", "renamed"]);
        await library.Templates.DeleteAsync(global);
        (await library.Templates.ListAsync()).Select(t => t.Id).ShouldBe([local]);
        (await library.Templates.FindAsync(global)).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task Wrong_input_says_where_it_is_wrong(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.ModelAsync();
        async Task<string> FieldOf(TemplateView template) =>
            (await Should.ThrowAsync<InvalidInputException>(() => library.Templates.SaveAsync(template))).Field;
        (await FieldOf(Draft(""))).ShouldBe("name");
        (await FieldOf(Draft(model: "nothing"))).ShouldBe("model");
        (await FieldOf(Draft(project: FactoryId.New()))).ShouldBe("project_id");
        (await FieldOf(Draft() with { Id = FactoryId.New() })).ShouldBe("id");
    }
}
