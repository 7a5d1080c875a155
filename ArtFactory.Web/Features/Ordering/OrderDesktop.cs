using ArtFactory.Engine;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Web.Shared;

namespace ArtFactory.Web.Features.Ordering;

/// <summary>What the order page knows and does: the models, the chosen one, where a draft comes from, completions, templates, placing.</summary>
public sealed class OrderDesktop(
    IProviderCatalog catalog, IOrderDesk desk, IOrderBook book, IGallery gallery, ITemplateShelf templates, ILookupShelf lookups, ISettings settings)
{
    const int RunsShown = 4;

    ILookupSource? _lookups;

    public IReadOnlyList<ModelView> Models { get; private set; } = [];
    public ModelView? Model { get; private set; }

    /// <summary>The limit of an order that names none, in US dollars; null for none.</summary>
    public decimal? UsualBudget { get; private set; }

    /// <summary>Orders whose pictures stand beside the form, newest first.</summary>
    public IReadOnlyList<Guid> Runs { get; private set; } = [];

    /// <summary>Loads the models and chooses one: the named (<c>provider/model</c>), or the first that can run.</summary>
    public async Task LoadAsync(string? model, CancellationToken cancellationToken = default)
    {
        Models = await catalog.ModelsAsync(cancellationToken: cancellationToken);
        UsualBudget = await settings.GetAsync<decimal?>(UsualOrder.BudgetSetting, cancellationToken);
        Choose(model);
    }

    /// <summary>Chooses a model by <c>provider/model</c>; the usual first one when there is none of that name.</summary>
    public void Choose(string? name) =>
        Model = Models.FirstOrDefault(m => Name(m) == name) ?? Models.FirstOrDefault(m => Name(m) == UsualOrder.Model) ?? Models.FirstOrDefault(m => m.CanRun) ?? (Models.Count > 0 ? Models[0] : null);

    /// <summary>A model as the address names it.</summary>
    public static string Name(ModelView model) => $"{model.ProviderId}/{model.ModelId}";

    /// <summary>The newest orders of the project.</summary>
    public async Task LoadRunsAsync(Guid? projectId, CancellationToken cancellationToken = default) =>
        Runs = [.. (await book.ListAsync(new OrderFilter(projectId), take: RunsShown, cancellationToken: cancellationToken)).Select(o => o.Id)];

    /// <summary>The draft an address asks for: an order again, a template, a product's own parameters, or a product as input.</summary>
    public async Task<OrderDraft?> DraftOfAsync(OrderSource source, CancellationToken cancellationToken = default)
    {
        if (source.Order is { } order && await desk.RequestOfAsync(order, cancellationToken) is { } request)
        {
            Choose($"{request.Provider}/{request.Model}");
            return OrderDraft.From(request, order).Narrow(source.Only);
        }

        if (source.Template is { } template && await templates.FindAsync(template, cancellationToken) is { } saved)
        {
            Choose($"{saved.Provider}/{saved.Model}");
            return OrderDraft.From(saved.ParameterSet, saved.Id);
        }

        if (source.Remix is { } remix && await gallery.FindAsync(remix, cancellationToken) is { Generation: { } generation } product)
        {
            Choose($"{product.Provider}/{product.Model}");
            return OrderDraft.From(generation) with { Prompt = product.Prompt ?? "", NegativePrompt = product.NegativePrompt ?? "", SourceOrderId = product.OrderId };
        }

        return source.Input is { } input ? WithInput(input) : string.IsNullOrEmpty(source.Prompt) ? null : new OrderDraft { Prompt = source.Prompt };
    }

    /// <summary>An empty draft with a product as the first media parameter, on a model that takes one.</summary>
    OrderDraft? WithInput(Guid product)
    {
        static ParameterSpec? MediaOf(ModelView? m) => m?.Schema.Parameters.FirstOrDefault(p => p.Type == ParameterType.Media);
        if (MediaOf(Model) is null) Model = Models.FirstOrDefault(m => m.CanRun && MediaOf(m) is not null) ?? Model;
        return MediaOf(Model) is { } media ? new OrderDraft().With(media.Name, $"product:{product}") : null;
    }

    /// <summary>What may stand at the caret of a prompt.</summary>
    public async Task<IReadOnlyList<CompletionOption>> CompleteAsync(string text, int caret)
    {
        _lookups ??= await lookups.SourceAsync();
        var completion = PromptCompletion.At(text, caret, _lookups, Model?.Schema);
        return [.. completion.Suggestions.Select(s => new CompletionOption(s.Text, s.Text, completion.Start, completion.Length, s.Detail))];
    }

    /// <summary>Reads the lookups again at the next completion.</summary>
    public void ForgetLookups() => _lookups = null;

    /// <summary>Places the order; its pictures join the others.</summary>
    /// <exception cref="InvalidOrderException">It cannot be placed as it stands.</exception>
    public async Task<Guid> PlaceAsync(OrderDraft draft, Guid? projectId, CancellationToken cancellationToken = default)
    {
        if (Model is null) throw new InvalidInputException("model", "Choose a model first.");
        var id = await desk.PlaceAsync(draft.For(Model, projectId), cancellationToken);
        Runs = [id, .. Runs.Where(r => r != id).Take(RunsShown - 1)];
        return id;
    }

    public Task<IReadOnlyList<TemplateView>> TemplatesAsync(Guid? projectId) => templates.ListAsync(projectId);

    /// <summary>Keeps the draft as a template of everyone's, or of the project.</summary>
    public Task<Guid> SaveTemplateAsync(string name, OrderDraft draft, Guid? projectId, string? projectName) => templates.SaveAsync(new TemplateView(
        Guid.Empty, name, null, Model!.ProviderId, Model.ModelId, draft.ToParameterSet(Model.Schema), projectId, projectName, projectId is null, 0, default));
}
