using System.CommandLine;
using System.Globalization;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Web.Cli;

/// <summary><c>budget</c>: shows what may be spent and where that stands, and sets a limit.</summary>
static class BudgetCommand
{
    public static Command Create()
    {
        var amount = new Argument<string?>("AMOUNT") { Description = "The new limit in US dollars, or none", Arity = ArgumentArity.ZeroOrOne };
        var total = new Option<bool>("--total") { Description = "What may be spent in all" };
        var day = new Option<bool>("--day") { Description = "What may be spent in a day (UTC), at all providers" };
        var provider = new Option<string?>("--provider") { Description = "What may be spent in a day at that provider", HelpName = "ID" };
        var project = new Option<string?>("--project") { Description = "What the orders of that project may spend", HelpName = "NAME" };
        var order = new Option<Guid?>("--order") { Description = "What that order may spend", HelpName = "ID" };
        var json = VerbOutput.Json();
        var command = new Command("budget", "Show the budgets, or set one; what a budget held back goes on when it is raised") { amount, total, day, provider, project, order, json };
        command.Validators.Add(result =>
        {
            var named = new[] { result.GetValue(total), result.GetValue(day), result.GetValue(provider) is not null, result.GetValue(project) is not null, result.GetValue(order) is not null }.Count(n => n);
            if (named > 1) result.AddError("Name one budget: --total, --day, --provider, --project or --order.");
            if (named == 0 && result.GetValue(amount) is not null) result.AddError("Say which budget the amount is for: --total, --day, --provider, --project or --order.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var budgets = factory.Services.GetRequiredService<IBudgets>();
            BudgetScope? scope = parsed.GetValue(total) ? BudgetScope.Total : parsed.GetValue(day) ? BudgetScope.Day
                : parsed.GetValue(provider) is not null ? BudgetScope.ProviderDay : parsed.GetValue(project) is not null ? BudgetScope.Project
                : parsed.GetValue(order) is not null ? BudgetScope.Order : null;
            var subject = parsed.GetValue(project) is { } name ? await ProjectAsync(factory.Services, name, cancellationToken) : parsed.GetValue(provider) ?? parsed.GetValue(order)?.ToString();
            if (scope is { } one)
            {
                var found = await FindAsync(budgets, one, subject, cancellationToken);
                if (parsed.GetValue(amount) is { } text)
                {
                    await budgets.SetAsync(one, subject, Limit(text), cancellationToken);
                    found = await FindAsync(budgets, one, subject, cancellationToken);
                }

                Write([found], output);
                return ExitCode.Done;
            }

            Write(await budgets.ListAsync(cancellationToken), output);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task<string> ProjectAsync(IServiceProvider services, string name, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<IProjectShelf>().ListAsync(cancellationToken: cancellationToken)).FirstOrDefault(p => p.Name == name)?.Id.ToString()
        ?? throw new VerbException(ExitCode.NotFound, $"there is no project '{name}'.");

    static async Task<BudgetView> FindAsync(IBudgets budgets, BudgetScope scope, string? subject, CancellationToken cancellationToken) =>
        await budgets.FindAsync(scope, subject, cancellationToken)
        ?? throw new VerbException(ExitCode.NotFound, scope == BudgetScope.Order ? $"there is no order {subject}. ./artfactory orders lists them." : $"there is no provider '{subject}'. ./artfactory budget lists them.");

    static decimal? Limit(string text) => text == "none" ? null
        : decimal.TryParse(text.TrimStart('$'), NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var limit) ? limit
        : throw new VerbException(ExitCode.WrongUsage, $"'{text}' is no amount of US dollars. Write 2.50, or none.");

    static void Write(IReadOnlyList<BudgetView> budgets, VerbOutput output)
    {
        if (output.IsJson)
        {
            output.WriteJson(budgets.Select(b => new { b.Scope, b.Subject, b.Name, b.Limit, b.Spent, b.Reserved, b.Left }));
            return;
        }

        var table = new TextTable("BUDGET", "LIMIT", "SPENT", "RESERVED", "LEFT", "OF");
        foreach (var budget in budgets)
            table.Add(Words(budget.Scope), Dollars.Of(budget.Limit), Dollars.Of(budget.Spent), Dollars.Of(budget.Reserved), Dollars.Of(budget.Left), TextTable.Cut(budget.Name, 60));
        table.Write(output.Answer);
    }

    static string Words(BudgetScope scope) => scope switch
    {
        BudgetScope.ProviderDay => "provider's day",
        BudgetScope.Total => "in all",
        _ => scope.ToString().ToLowerInvariant(),
    };
}
