using System.CommandLine;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary>What can be said on the command line about an order.</summary>
sealed class OrderOptions
{
    public Argument<string> Prompt { get; } = new("PROMPT") { Description = "The prompt; [red,blue] and [color], a lookup, make several items of one" };
    public Option<string> Model { get; } = new("--model", "-m") { Description = "Provider and model, as ./artfactory models lists them; the studio's first, offline and free, when none is named", DefaultValueFactory = _ => UsualOrder.Model, HelpName = "PROVIDER/MODEL" };
    public Option<string?> Negative { get; } = new("--negative") { Description = "What the result should not show", HelpName = "TEXT" };
    public Option<string[]> Parameters { get; } = new("--param", "-p") { Description = "A parameter of the model; 8,10 and 1..5 make several items", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    public Option<string?> Project { get; } = new("--project") { Description = "The project's name; made if there is none", HelpName = "NAME" };
    public Option<decimal?> Budget { get; } = new("--budget") { Description = "The most the order may spend, in US dollars; the setting budget.order_limit when none is named", HelpName = "AMOUNT" };
    public Option<decimal?> ItemCeiling { get; } = new("--max-price") { Description = "The most one item may cost, in US dollars; needed where the price is not known, reserved where that comes to less", HelpName = "AMOUNT" };
    public Option<ulong?> Seed { get; } = new("--seed") { Description = "The seed of every random choice", HelpName = "N" };
    public Option<int> Priority { get; } = new("--priority") { Description = "Higher goes first; 0 is usual", HelpName = "N" };
    public Option<bool> OnlyNew { get; } = new("--only-new") { Description = "Leave out what an equal earlier item already made" };
    public Option<bool> Translate { get; } = ForeignPrompt.Translate();
    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only say what it would make and cost" };
    public Option<bool> Wait { get; } = new("--wait") { Description = "Wait for the end, also when a server does the work" };
    public Option<bool> Json { get; } = VerbOutput.Json();

    public OrderOptions()
    {
        Parameters.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
                result.AddError($"--param takes NAME=VALUE, not '{token.Value}'.");
        });
        Budget.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && decimal.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var amount) && amount < 0)
                result.AddError("--budget takes an amount of zero or more.");
        });
    }

    public IEnumerable<Option> All => [Model, Negative, Parameters, Project, Budget, ItemCeiling, Seed, Priority, OnlyNew, Translate, DryRun, Wait, Json];

    public OrderRequest RequestOf(ParseResult parsed, ModelView model, TextWriter notes) => new()
    {
        Provider = model.ProviderId,
        Model = model.ModelId,
        Prompt = ForeignPrompt.Read(parsed.GetRequiredValue(Prompt), "prompt", parsed.GetValue(Translate), notes),
        NegativePrompt = ForeignPrompt.Read(parsed.GetValue(Negative) ?? "", "negative_prompt", parsed.GetValue(Translate), notes),
        Parameters = ParametersOf(parsed.GetValue(Parameters) ?? []),
        ProjectName = parsed.GetValue(Project),
        BudgetLimit = parsed.GetValue(Budget),
        ItemCeiling = parsed.GetValue(ItemCeiling),
        Seed = parsed.GetValue(Seed),
        Priority = parsed.GetValue(Priority),
        OnlyNew = parsed.GetValue(OnlyNew),
        Origin = "cli",
    };

    /// <summary>The last of several values with one name wins.</summary>
    static Dictionary<string, string> ParametersOf(IEnumerable<string> pairs)
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
