using System.CommandLine;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary><c>model search</c>: finds models at a provider.</summary>
static class ModelSearchCommand
{
    public static Command Create()
    {
        var provider = new Argument<string>("PROVIDER") { Description = "Where to search: replicate or fal" };
        var text = new Argument<string>("TEXT") { Description = "Words to look for" };
        var json = VerbOutput.Json();
        var command = new Command("search", "Find models at a provider, to add them") { provider, text, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var where = parsed.GetRequiredValue(provider);
            var hits = await factory.Services.GetRequiredService<IModelShelf>().SearchAsync(where, parsed.GetRequiredValue(text), cancellationToken)
                ?? throw new VerbException(ExitCode.InvalidInput, $"{where} cannot be searched. replicate and fal can.");
            if (output.IsJson)
            {
                output.WriteJson(hits);
                return ExitCode.Done;
            }

            var table = new TextTable("MODEL", "MAKES", "NAME", "DESCRIPTION");
            foreach (var hit in hits) table.Add(hit.ModelId, hit.Modality ?? "", TextTable.Cut(hit.Name, 40), TextTable.Cut(hit.Description ?? "", 80));
            table.Write(output.Answer);
            return ExitCode.Done;
        });
        return command;
    }
}
