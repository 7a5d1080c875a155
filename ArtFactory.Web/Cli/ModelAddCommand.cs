using System.CommandLine;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary><c>model add</c>: a pasted id or address, or a workflow of ComfyUI, becomes a model.</summary>
static class ModelAddCommand
{
    const string Workflows = "comfyui";

    public static Command Create()
    {
        var provider = new Argument<string>("PROVIDER") { Description = "replicate, fal, civitai, openai, comfyui, a1111 or swarmui" };
        var id = new Argument<string>("ID|FILE") { Description = "owner/name, owner/name:version, an endpoint's id or the address of its page; for comfyui a workflow exported for the API" };
        var price = new Option<decimal?>("--price") { Description = "US dollars a unit, where the provider does not tell", HelpName = "USD" };
        var unit = new Option<string>("--unit") { Description = "What the price is for", DefaultValueFactory = _ => "output" };
        unit.AcceptOnlyFromAmong([.. ModelPrice.Units]);
        var name = new Option<string?>("--name") { Description = "A workflow's name; its file's name by default", HelpName = "NAME" };
        var inputs = new Option<string[]>("--input") { Description = "An input of the workflow that can be set; without any, what is usually set", HelpName = "NODE.INPUT[=NAME]", DefaultValueFactory = _ => [] };
        var json = VerbOutput.Json();
        var command = new Command("add", "Add a model by its id, or a workflow by its file") { provider, id, price, unit, name, inputs, json };
        price.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && decimal.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var amount) && amount < 0)
                result.AddError("--price takes zero or more.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(provider) is not { Tokens: [var named] }) return;
            var isWorkflow = named.Value == Workflows;
            foreach (var option in (Option[])(isWorkflow ? [price, unit] : [name, inputs]))
            {
                if (result.GetResult(option) is not { Implicit: false }) continue;
                result.AddError(isWorkflow ? $"{Workflows} takes no {option.Name}: your own machine costs nothing an item." : $"Only {Workflows} takes {option.Name}: the form of a model at {named.Value} comes from there.");
            }

            if (!isWorkflow && result.GetResult(unit) is { Implicit: false } && result.GetResult(price) is null) result.AddError("--unit says what --price is for; give both, or neither.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(id);
            var isWorkflow = parsed.GetRequiredValue(provider) == Workflows;
            var workflow = isWorkflow ? await ReadAsync(text, cancellationToken) : null;
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var news = workflow is not null
                ? await factory.Services.GetRequiredService<IWorkflowShelf>().AddAsync(
                    parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(text), workflow, PicksOf(parsed.GetValue(inputs) ?? []), cancellationToken)
                : await factory.Services.GetRequiredService<IModelShelf>().AddAsync(
                    parsed.GetRequiredValue(provider), text, parsed.GetValue(price) is { } amount ? new(amount, parsed.GetRequiredValue(unit)) : null, cancellationToken);
            ModelNewsLines.Write(news, VerbOutput.Of(parsed, json));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Place to name; an empty name takes the usual one.</summary>
    static Dictionary<string, string> PicksOf(IEnumerable<string> inputs) => inputs
        .Select(input => input.Split('=', 2))
        .GroupBy(pair => pair[0].Trim(), StringComparer.Ordinal)
        .ToDictionary(pairs => pairs.Key, pairs => pairs.Last().ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);

    static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbException(ExitCode.NotFound, $"there is no file {path}. For comfyui, give the file that Workflow, Export (API) saves.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCode.Failed, $"{path} cannot be read: {e.Message}");
        }
    }
}
