using System.CommandLine;
using System.Globalization;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary><c>models</c>: what can be ordered.</summary>
static class ModelsCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("TEXT") { Description = "Only models whose name contains it", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Also those that cannot run here yet" };
        var json = VerbOutput.Json();
        var command = new Command("models", "List the models that can be ordered") { text, all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var models = (await factory.Services.GetRequiredService<IProviderCatalog>().ModelsAsync(cancellationToken: cancellationToken))
                .Where(model => parsed.GetValue(all) || (model.CanRun && model.IsAvailable))
                .Where(model => parsed.GetValue(text) is not { } wanted
                    || $"{model.ProviderId}/{model.ModelId} {model.Name}".Contains(wanted, StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (output.IsJson)
            {
                output.WriteJson(models.Select(model => new
                {
                    Model = $"{model.ProviderId}/{model.ModelId}",
                    model.Name,
                    model.Modality,
                    model.Description,
                    Runs = model.CanRun && model.IsAvailable,
                    Price = new { model.Price.Amount, model.Price.Unit },
                    Parameters = model.Schema.Parameters.Select(parameter => new
                    {
                        parameter.Name,
                        parameter.Type,
                        parameter.Help,
                        parameter.Default,
                        parameter.Minimum,
                        parameter.Maximum,
                        Options = parameter.Options.Select(option => option.Value),
                    }),
                }));
                return ExitCode.Done;
            }

            var table = new TextTable("MODEL", "MAKES", "PRICE", "NAME");
            foreach (var model in models)
                table.Add($"{model.ProviderId}/{model.ModelId}", model.Modality, PriceOf(model.Price), model.Name);
            table.Write(output.Answer);
            return ExitCode.Done;
        });
        return command;
    }

    public static string PriceOf(ModelPrice price) => price.Amount switch
    {
        null => "unknown",
        0 => "free",
        { } amount when price.Least == price.Most => string.Create(CultureInfo.InvariantCulture, $"${amount:0.####} per {price.Unit}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"${price.Least:0.####} to ${price.Most:0.####} per {price.Unit}"),
    };
}
