using ArtFactory.Web.Features.Production;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

public sealed class NodeListTests : BunitContext
{
    [Fact]
    public void Each_node_is_shown_with_its_version_which_differs_while_a_cluster_is_upgraded()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var list = Render<NodeList>(p => p.Add(l => l.Nodes,
            [new("alpha:1", "web", "1.4.0", 0, null, now, now, true), new("beta:2", "worker", "1.5.0", 1, "a fox", now, now, false)]));
        var rows = list.FindAll("li");
        rows[0].TextContent.ShouldContain("version 1.4.0");
        rows[1].TextContent.ShouldContain("version 1.5.0");
    }
}
