using System.CommandLine;
using System.Globalization;
using ArtFactory.Engine;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Projects;

namespace ArtFactory.Web.Cli;

/// <summary><c>lookups import</c>: lists of values, and whole wildcard folders of other tools, become lookups.</summary>
static class LookupsCommand
{
    public static Command Create() => new("lookups", "Bring in the lists that prompts draw from") { Import() };

    static Command Import()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files (.txt with one value a line, .yaml, .yml, .json) and folders of them", Arity = ArgumentArity.OneOrMore };
        var json = VerbOutput.Json();
        var command = new Command("import", "Import lists; a folder's files are named by their path in it, such as animals/birds") { paths, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            var files = parsed.GetRequiredValue(paths).SelectMany(FilesOf).ToList();
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var shelf = factory.Services.GetRequiredService<ILookupShelf>();
            var (lists, errors, warnings) = (0, new List<string>(), new List<string>());
            foreach (var (path, name) in files)
            {
                try
                {
                    var import = await shelf.ImportAsync(name, await File.ReadAllTextAsync(path, cancellationToken), cancellationToken);
                    lists += import.Lists;
                    warnings.AddRange(import.Remarks.Where(r => r.Severity == Severity.Warning).Select(r => $"{name}: {r.Message}"));
                }
                catch (InvalidInputException mistake)
                {
                    errors.Add(mistake.Message);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    errors.Add($"{name}: it cannot be read: {e.Message}");
                }
            }

            foreach (var warning in warnings) output.Note($"warning: {warning}");
            foreach (var error in errors) output.Note($"error: {error}");
            if (output.IsJson) output.WriteJson(new { Files = files.Count - errors.Count, Lookups = lists, Errors = errors, Warnings = warnings });
            else output.Write(string.Create(CultureInfo.InvariantCulture, $"{lists:N0} {(lists == 1 ? "lookup" : "lookups")} imported from {files.Count - errors.Count:N0} of {files.Count:N0} {(files.Count == 1 ? "file" : "files")}."));
            return errors.Count == 0 ? ExitCode.Done : ExitCode.InvalidInput;
        });
        return command;
    }

    /// <summary>Each file with the path that names its list.</summary>
    static IEnumerable<(string Path, string Name)> FilesOf(string path)
    {
        if (File.Exists(path)) return [(path, Path.GetFileName(path))];
        if (!Directory.Exists(path)) throw new VerbException(ExitCode.NotFound, $"there is no file or folder {path}.");
        var found = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(WildcardImport.Knows).Order(StringComparer.Ordinal)
            .Select(file => (file, Path.GetRelativePath(path, file).Replace('\\', '/'))).ToList();
        return found.Count > 0 ? found : throw new VerbException(ExitCode.NotFound, $"there is no .txt, .yaml, .yml or .json file in {path}.");
    }
}
