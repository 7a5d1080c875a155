using System.CommandLine;
using ArtFactory.Engine;

namespace ArtFactory.Web.Cli;

/// <summary>The option that every verb has: where everything lives.</summary>
static class DataFolder
{
    const string Name = "--data";

    public static Option<string?> Option() => new(Name)
    {
        Description = $"Where everything lives; default: {FactoryPaths.Variable}, or data/ beside the launcher",
        HelpName = "DIR",
        Recursive = true,
    };

    public static FactoryPaths Of(ParseResult parsed) => FactoryPaths.At(parsed.GetValue<string?>(Name));
}
