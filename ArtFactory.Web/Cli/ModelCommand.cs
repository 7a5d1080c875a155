using System.CommandLine;

namespace ArtFactory.Web.Cli;

/// <summary><c>model</c>: brings models in, and shows what a provider's description of one becomes.</summary>
static class ModelCommand
{
    public static Command Create() => new("model", "Add, refresh and find models; show the form a schema makes")
    {
        ModelAddCommand.Create(),
        ModelRefreshCommand.Create(),
        ModelSearchCommand.Create(),
        ModelFormCommand.Create(),
    };
}
