using System.CommandLine;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary><c>model refresh</c>: asks a provider anew about a model.</summary>
static class ModelRefreshCommand
{
    public static Command Create()
    {
        var provider = new Argument<string>("PROVIDER") { Description = "Whose model it is" };
        var id = new Argument<string>("ID") { Description = "The model, as ./artfactory models --all lists it" };
        var json = VerbOutput.Json();
        var command = new Command("refresh", "Bring a model's form, version and price up to date") { provider, id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var name = $"{parsed.GetRequiredValue(provider)}/{parsed.GetRequiredValue(id)}";
            var model = await ModelChoice.FindAsync(factory.Services.GetRequiredService<IProviderCatalog>(), name, cancellationToken);
            var news = await factory.Services.GetRequiredService<IModelShelf>().RefreshAsync(model.ProviderId, model.ModelId, cancellationToken);
            ModelNewsLines.Write(news, VerbOutput.Of(parsed, json));
            return ExitCode.Done;
        });
        return command;
    }
}
