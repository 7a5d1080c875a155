using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Inventory;
using ArtFactory.Web.Shell;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

public sealed class ProjectContextTests
{
    [Theory]
    [InlineData("/orders?q=fox&project={0}", false, "/orders?q=fox")]
    [InlineData("/orders?q=fox&project={0}", true, "/orders?q=fox&project={1}")]
    [InlineData("/inventory", true, "/inventory?project={1}")]
    [InlineData("/projects/{0}", true, "/projects/{1}")]
    [InlineData("/projects/{0}", false, "/")]
    [InlineData("/tags", true, "/tags")]
    public async Task The_page_follows_the_project_that_is_chosen(string place, bool another, string expected)
    {
        await using var library = await TestLibrary.CreateAsync();
        await using var context = new BunitContext();
        var navigation = context.Services.GetRequiredService<BunitNavigationManager>();
        var (one, two) = (await library.Projects.CreateAsync("One"), await library.Projects.CreateAsync("Two"));
        var chosen = new ProjectContext(library.Projects, new QuietWatch());
        await chosen.SelectAsync(one);
        navigation.NavigateTo(string.Format(place, one, two));

        chosen.Choose(another ? await library.Projects.FindAsync(two) : null, navigation);

        chosen.Id.ShouldBe(another ? two : null);
        ("/" + navigation.ToBaseRelativePath(navigation.Uri)).ShouldBe(string.Format(expected, one, two));
    }
}
