using System.CommandLine;

namespace ArtFactory.Web.Cli;

/// <summary>What can be said on the command line about an expansion.</summary>
sealed class ExpandOptions
{
    public Argument<string> Prompt { get; } = new("PROMPT") { Description = "The prompt; [a,b] and [lookup] make several items of one" };
    public Option<string?> Negative { get; } = new("--negative") { Description = "The negative prompt", HelpName = "TEXT" };
    public Option<string[]> Parameters { get; } = new("--param", "-p") { Description = "A parameter; 8,10 and 1..5 make several items", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    public Option<string?> Lookups { get; } = new("--lookups") { Description = "The lookups: a JSON object of names and arrays of values", HelpName = "FILE" };
    public Option<ulong> Seed { get; } = new("--seed") { Description = "The seed of every random choice", HelpName = "N" };
    public Option<int?> Limit { get; } = new("--limit") { Description = "Show so many items, also beyond what a batch or an order usually makes", HelpName = "N" };
    public Option<bool> Translate { get; } = ForeignPrompt.Translate();
    public Option<bool> Count { get; } = new("--count") { Description = "Only count" };
    public Option<bool> Json { get; } = VerbOutput.Json();

    public ExpandOptions()
    {
        Parameters.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
                result.AddError($"--param takes NAME=VALUE, not '{token.Value}'.");
        });
        Limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit < 0)
                result.AddError("--limit takes a number of zero or more.");
        });
    }

    public IEnumerable<Option> All => [Negative, Parameters, Lookups, Seed, Limit, Translate, Count, Json];

    /// <summary>The last of several values with one name wins.</summary>
    public static Dictionary<string, string> ParametersOf(IEnumerable<string> pairs)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            parameters[pair[..at]] = pair[(at + 1)..];
        }

        return parameters;
    }
}
