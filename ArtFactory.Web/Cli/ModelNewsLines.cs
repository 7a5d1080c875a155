using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary>Says what came of adding or refreshing a model.</summary>
static class ModelNewsLines
{
    public static void Write(ModelNews news, VerbOutput output)
    {
        var model = news.Model;
        var name = $"{model.ProviderId}/{model.ModelId}";
        if (output.IsJson)
        {
            output.WriteJson(new
            {
                Model = name,
                model.Name,
                model.Modality,
                model.Version,
                Added = news.IsNew,
                Price = new { model.Price.Amount, model.Price.Unit },
                Parameters = model.Schema.Parameters.Select(parameter => parameter.Name),
                news.Warnings,
            });
            return;
        }

        output.Write($"{(news.IsNew ? "Added" : "Refreshed")} {name} ({model.Modality}), {model.Schema.Parameters.Count} parameters, price {ModelsCommand.PriceOf(model.Price)}.");
        foreach (var warning in news.Warnings) output.Note($"warning: {warning}");
        output.Note(model.Price.Amount is null
            ? $"Set its price: ./artfactory model add {model.ProviderId} {model.ModelId} --price USD, or Admin, Models."
            : $"Order with it: ./artfactory order \"...\" --model {name}");
    }
}
