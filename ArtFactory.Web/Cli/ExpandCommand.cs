using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Web.Cli;

/// <summary><c>expand</c>: shows what a prompt makes. Needs no database.</summary>
static class ExpandCommand
{
    const int UsualBatch = 100;
    const int UsualOrder = 1000;

    public static Command Create()
    {
        var options = new ExpandOptions();
        var command = new Command("expand", "Show the items that a prompt makes, without ordering them") { options.Prompt };
        foreach (var option in options.All) command.Add(option);
        command.SetAction(parsed => Run(parsed, options));
        return command;
    }

    static int Run(ParseResult parsed, ExpandOptions options)
    {
        var output = VerbOutput.Of(parsed, options.Json);
        if (!TryLookups(parsed.GetValue(options.Lookups), output, out var lookups, out var exitCode)) return exitCode;
        var (limit, translate) = (parsed.GetValue(options.Limit), parsed.GetValue(options.Translate));
        var request = new ExpansionRequest
        {
            Prompt = ForeignPrompt.Read(parsed.GetRequiredValue(options.Prompt), "prompt", translate, output.Notes),
            NegativePrompt = ForeignPrompt.Read(parsed.GetValue(options.Negative) ?? "", "negative_prompt", translate, output.Notes),
            Parameters = ExpandOptions.ParametersOf(parsed.GetValue(options.Parameters) ?? []),
            Lookups = lookups,
            Seed = parsed.GetValue(options.Seed),
            // Who asks for a number of items wants to see them, whatever an order would make.
            DefaultBatchCap = Math.Max(UsualBatch, limit ?? 0),
            OrderCap = Math.Max(UsualOrder, limit ?? 0),
        };
        var expansion = Expander.Parse(request);
        var items = parsed.GetValue(options.Count) ? [] : expansion.Items().Take(limit ?? int.MaxValue);
        var failed = output.IsJson ? ExpansionJson.Write(output.Answer, expansion, items) : Show(expansion, items, request, parsed.GetValue(options.Count), output);
        return failed ? ExitCode.InvalidInput : ExitCode.Done;
    }

    static bool Show(PromptExpansion expansion, IEnumerable<ExpandedItem> items, ExpansionRequest request, bool countOnly, VerbOutput output)
    {
        var count = expansion.Count;
        var line = string.Create(CultureInfo.InvariantCulture, $"{(count.Exact ? "" : "at least ")}{count.Total:N0} {(count.Total.IsOne ? "item" : "items")}");
        if (count.Capped && !countOnly) line += string.Create(CultureInfo.InvariantCulture, $", of which an order makes {count.Items:N0}");
        output.Write(line);
        var remarks = new HashSet<Diagnostic>(expansion.Diagnostics);
        var failed = expansion.HasErrors;
        foreach (var item in items)
        {
            output.Write(Invariant($"{item.Sequence,5}  {item.Prompt}"));
            if (item.NegativePrompt.Length > 0) output.Write($"       not: {item.NegativePrompt}");
            if (item.Parameters.Count > 0) output.Write("       " + string.Join(", ", item.Parameters.Select(p => $"{p.Key} {p.Value}")));
            remarks.UnionWith(item.Errors);
            failed |= item.Errors.Count > 0;
        }
        foreach (var remark in remarks) DiagnosticLines.Write(output.Notes, remark, TextOf(remark.Field, request));
        return failed;
    }

    static string? TextOf(string field, ExpansionRequest request) => field switch
    {
        "prompt" => request.Prompt,
        "negative_prompt" => request.NegativePrompt,
        _ => request.Parameters.GetValueOrDefault(field),
    };

    static bool TryLookups(string? path, VerbOutput output, out ILookupSource lookups, out int exitCode)
    {
        lookups = LookupTable.Empty;
        exitCode = ExitCode.Done;
        if (path is null) return true;
        try
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(path));
            if (values is not null && values.All(v => v.Value is not null && Array.TrueForAll(v.Value, s => s is not null)))
            {
                lookups = new LookupTable(values.Select(v => KeyValuePair.Create<string, IReadOnlyList<string>>(v.Key, v.Value)));
                return true;
            }
            exitCode = Refuse(ExitCode.InvalidInput, $"{path} must be a JSON object of names and arrays of text, such as {{\"color\": [\"red\", \"blue\"]}}.");
        }
        catch (JsonException e)
        {
            exitCode = Refuse(ExitCode.InvalidInput, $"{path} must be a JSON object of names and arrays of text, such as {{\"color\": [\"red\", \"blue\"]}}: {e.Message}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            exitCode = Refuse(ExitCode.NotFound, $"There is no file {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            exitCode = Refuse(ExitCode.Failed, $"{path} cannot be read: {e.Message}");
        }
        return false;

        int Refuse(int code, string message)
        {
            output.Note(message);
            return code;
        }
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
