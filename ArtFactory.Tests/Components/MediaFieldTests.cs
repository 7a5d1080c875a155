using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Inventory;
using ArtFactory.Web.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace ArtFactory.Tests.Components;

public sealed class MediaFieldTests
{
    [Fact]
    public async Task A_list_shows_each_of_its_pictures_and_lets_go_of_one()
    {
        await using var library = await TestLibrary.CreateAsync();
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        var gallery = new ListGallery(3);
        context.Services.AddScoped<Dialogs>().AddScoped<Toasts>().AddSingleton(library.Get<IUploads>()).AddSingleton<IGallery>(gallery);
        var (first, second) = ($"product:{gallery.Tiles[0].Id}", $"product:{gallery.Tiles[1].Id}");
        var text = $"{first},{second}";

        var field = context.Render<MediaField>(p => p.Add(f => f.Id, "x").Add(f => f.Label, "References").Add(f => f.IsList, true).Add(f => f.Text, text).Add(f => f.TextChanged, (string changed) => text = changed));

        field.FindAll(".chosen .grow").Select(e => e.TextContent).ShouldBe(["picture 0", "picture 1"]);
        field.Find("input[type=file]").HasAttribute("multiple").ShouldBeTrue();
        field.Find("button[aria-label='Remove picture 0 from References']").Click();
        text.ShouldBe(second);
    }
}
