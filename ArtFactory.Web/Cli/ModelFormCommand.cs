using System.CommandLine;
using System.Text.Json;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Schemas;

namespace ArtFactory.Web.Cli;

/// <summary><c>model form</c>: the form that a schema document becomes. Needs no database.</summary>
static class ModelFormCommand
{
    static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A model document, a version document, or a bare OpenAPI or JSON schema" };
        var provider = new Option<string>("--provider") { Description = "Whose document it is", Required = true, HelpName = "replicate|fal" };
        provider.AcceptOnlyFromAmong("replicate", "fal");
        var json = VerbOutput.Json();
        var command = new Command("form", "Show the parameter form that a provider's schema document becomes") { file, provider, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            using var document = await ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            var reading = SchemaReader.Read(document.RootElement, parsed.GetRequiredValue(provider));
            if (output.IsJson) output.WriteJson(new { Fields = reading.Schema.Parameters.Select(FieldOf), reading.Warnings });
            else Show(reading, output);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task<JsonDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonDocument.Parse(await File.ReadAllTextAsync(path, cancellationToken), Reading);
        }
        catch (JsonException e)
        {
            throw new VerbException(ExitCode.InvalidInput, $"{path} is not JSON: {e.Message}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbException(ExitCode.NotFound, $"there is no file {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException(ExitCode.Failed, $"{path} cannot be read: {e.Message}");
        }
    }

    static object FieldOf(ParameterSpec spec) => new
    {
        spec.Name,
        Title = spec.Label,
        spec.Type,
        spec.Required,
        spec.Nullable,
        spec.Default,
        spec.Minimum,
        spec.Maximum,
        spec.ExcludesMinimum,
        spec.ExcludesMaximum,
        spec.Step,
        Options = spec.Options.Count == 0 ? null : spec.Options.Select(o => o.Sent ?? JsonSerializer.SerializeToElement(o.Value)),
        Labels = spec.Options.All(o => o.Label is null) ? null : spec.Options.Select(o => o.Label ?? o.Value),
        spec.Other,
        List = spec.IsList,
        spec.Secret,
        spec.Group,
        spec.Order,
        spec.Help,
        spec.Advanced,
        Interpolates = spec.TakesSeveral,
    };

    static void Show(SchemaReading reading, VerbOutput output)
    {
        var table = new TextTable("PARAMETER", "TYPE", "DEFAULT", "TAKES", "GROUP", "HELP");
        foreach (var spec in reading.Schema.Parameters)
        {
            table.Add(TextTable.Cut(spec.Name + (spec.Required ? " *" : ""), 40), spec.Type.ToString().ToLowerInvariant() + (spec.IsList ? " list" : ""),
                TextTable.Cut(spec.Default?.ToString() ?? "", 24), TextTable.Cut(Takes(spec), 40), (spec.Group ?? "") + (spec.Advanced ? " (folded)" : ""), TextTable.Cut(spec.Help ?? "", 60));
        }

        table.Write(output.Answer);
        foreach (var warning in reading.Warnings) output.Note($"warning: {warning}");
    }

    static string Takes(ParameterSpec spec)
    {
        if (spec.Options.Count > 0) return string.Join(", ", spec.Options.Take(30).Select(o => o.Value));
        return (spec.Minimum, spec.Maximum) switch
        {
            (null, null) => "",
            ({ } low, null) => $"from {low}",
            (null, { } high) => $"to {high}",
            ({ } low, { } high) => $"{low} to {high}",
        };
    }
}
