using ArtFactory.Data;
using ArtFactory.Engine.Projects;
using ArtFactory.Tests.Inventory;
using ArtFactory.Web.Features.Templates;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

public sealed class TemplateEditorTests
{
    [Fact]
    public async Task A_template_of_every_project_becomes_one_of_a_single_project_and_back()
    {
        await using var library = await TestLibrary.CreateAsync();
        await library.ModelAsync();
        var project = (await library.ProjectAsync("Foxes")).Id;
        var id = await library.Templates.SaveAsync(new(Guid.Empty, "Oil", null, "acme", "brush-1", ParameterSet.Parse("""{"prompt":"A fox"}"""), null, null, false, 0, default));

        (await EditAsync(library, id, project.ToString())).ShouldBe((false, project));
        (await library.Templates.ListAsync((await library.ProjectAsync("Owls")).Id)).ShouldBeEmpty();
        (await EditAsync(library, id, "")).IsGlobal.ShouldBeTrue();
    }

    static async Task<(bool IsGlobal, Guid? ProjectId)> EditAsync(TestLibrary library, Guid id, string reach)
    {
        await using var context = new BunitContext();
        context.Services.AddSingleton(library.Lookups).AddSingleton(library.Projects);
        TemplateView? saved = null;
        var template = (await library.Templates.FindAsync(id)).ShouldNotBeNull();
        var editor = context.Render<TemplateEditor>(p => p.Add(e => e.Template, template).Add(e => e.OnSave, (TemplateView edited) => saved = edited));
        editor.WaitForAssertion(() => editor.FindAll("#template-reach option").Count.ShouldBeGreaterThan(1), TimeSpan.FromSeconds(30));

        editor.Find("#template-reach").Change(reach);
        editor.Find("form").Submit();

        await library.Templates.SaveAsync(saved.ShouldNotBeNull());
        var found = (await library.Templates.FindAsync(id)).ShouldNotBeNull();
        return (found.IsGlobal, found.ProjectId);
    }
}
