using System.CommandLine;

namespace ArtFactory.Web.Cli;

/// <summary><c>model</c>: one model, from a provider's own description of it.</summary>
static class ModelCommand
{
    public static Command Create() => new("model", "Show the form a model's schema makes")
    {
        ModelFormCommand.Create(),
    };
}
