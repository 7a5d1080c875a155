using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Benchmarks.Start;

/// <summary>The least a Blazor server can be: one page with sixty cards and no service behind it.</summary>
public static class BarePage
{
    /// <summary>The hidden verb under which the benchmarks' own program serves it.</summary>
    public const string Verb = "bare-page";

    const int Cards = 60;

    internal static async Task ServeAsync(string scriptFile)
    {
        var script = await File.ReadAllTextAsync(scriptFile);
        File.Delete(scriptFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAntiforgery();
        app.MapGet("/_framework/blazor.web.js", () => Results.Text(script, "text/javascript"));
        app.MapRazorComponents<Document>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        Console.WriteLine("Bare: " + app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync();
    }

    [Route("/")]
    public sealed class Page : ComponentBase
    {
        bool _isLive;

        protected override void OnAfterRender(bool firstRender)
        {
            if (!firstRender) return;
            _isLive = true;
            StateHasChanged();
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "main");
            if (_isLive) builder.AddAttribute(1, "data-live", "");
            for (var card = 0; card < Cards; card++)
            {
                builder.OpenElement(2, "a");
                builder.AddAttribute(3, "href", $"/products/{card}");
                builder.OpenElement(4, "img");
                builder.AddAttribute(5, "src", $"/media/thumb/{card}.webp");
                builder.AddAttribute(6, "alt", "A red fox, in oil, on a hill at night");
                builder.CloseElement();
                builder.CloseElement();
            }

            builder.CloseElement();
        }
    }

    public sealed class Document : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.AddMarkupContent(0, "<!DOCTYPE html>");
            builder.OpenElement(1, "html");
            builder.OpenElement(2, "body");
            builder.OpenComponent<Page>(3);
            builder.AddComponentRenderMode(RenderMode.InteractiveServer);
            builder.CloseComponent();
            builder.AddMarkupContent(4, "<script src=\"_framework/blazor.web.js\"></script>");
            builder.CloseElement();
            builder.CloseElement();
        }
    }
}
