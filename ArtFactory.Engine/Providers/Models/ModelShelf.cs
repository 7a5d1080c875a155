using ArtFactory.Engine.Providers.ComfyUi;

namespace ArtFactory.Engine.Providers.Models;

sealed class ModelShelf(ProviderCatalog catalog, AdapterShelf adapters, IEnumerable<IModelSearch> searches) : IModelShelf, IWorkflowShelf
{
    readonly Dictionary<string, IModelSearch> _searches = searches.ToDictionary(s => s.ProviderId, StringComparer.Ordinal);

    public async Task<ModelNews> AddAsync(string providerId, string pasted, ModelPrice? price = null, CancellationToken cancellationToken = default)
    {
        var adapter = AdapterOf(providerId);
        if (providerId == ComfyAdapter.Id) throw new InvalidInputException("model", "A model of ComfyUI is a workflow: add the file that Workflow, Export (API) saves.");
        var model = PastedModel.Read(providerId, pasted);
        var known = await catalog.FindAsync(providerId, model.ModelId, cancellationToken);
        if (adapter is IModelDocuments documents) return await FromDocumentAsync(documents, providerId, model, known, price, cancellationToken);
        if (known is not null) return price is null ? await RefreshAsync(providerId, known.ModelId, cancellationToken) : await KeepAsync(providerId, Again(known) with { Price = price }, [], cancellationToken);
        return await KeepAsync(providerId, await LikeAsync(providerId, model, cancellationToken) with { Price = price }, [], cancellationToken);
    }

    public async Task<ModelNews> RefreshAsync(string providerId, string modelId, CancellationToken cancellationToken = default)
    {
        var adapter = AdapterOf(providerId);
        var known = await catalog.FindAsync(providerId, modelId, cancellationToken) ?? throw new InvalidInputException("model", $"There is no model {providerId}/{modelId}.");
        switch (adapter)
        {
            case IModelDocuments documents:
                return await FromDocumentAsync(documents, providerId, new(known.ModelId), known, null, cancellationToken);
            case IModelSchemas schemas:
                var schema = await schemas.SchemaAsync(known.ModelId, known.Schema, cancellationToken)
                    ?? throw new InvalidInputException("model", $"{known.ProviderName} tells nothing about {known.Name}; its form stays as it is.");
                return await KeepAsync(providerId, Again(known) with { Schema = schema }, [], cancellationToken);
            default:
                throw new InvalidInputException("model", $"{known.ProviderName} tells nothing about its models; there is nothing to refresh.");
        }
    }

    public bool CanSearch(string providerId) => _searches.ContainsKey(providerId);

    public async Task<IReadOnlyList<ModelHit>?> SearchAsync(string providerId, string text, CancellationToken cancellationToken = default) =>
        _searches.TryGetValue(providerId, out var search) ? string.IsNullOrWhiteSpace(text) ? [] : await search.SearchAsync(text.Trim(), cancellationToken) : null;

    public IReadOnlyList<WorkflowInput> Read(string workflow) => WorkflowInputs.Of(WorkflowGraph.Parse(workflow));

    public async Task<ModelNews> AddAsync(string name, string workflow, IReadOnlyDictionary<string, string> picks, CancellationToken cancellationToken = default)
    {
        var comfy = (ComfyAdapter)AdapterOf(ComfyAdapter.Id);
        var nodes = await comfy.NodesAsync(cancellationToken);
        var draft = WorkflowDraft.Of(name, WorkflowGraph.Parse(workflow), picks, nodes);
        string[] warnings = ReferenceEquals(nodes, ObjectInfo.Nothing) ? ["ComfyUI does not answer, so ranges and choices are not known. Refresh the model when it runs."] : [];
        return await KeepAsync(ComfyAdapter.Id, draft, warnings, cancellationToken);
    }

    async Task<ModelNews> FromDocumentAsync(
        IModelDocuments documents, string providerId, PastedModel model, ModelView? known, ModelPrice? price, CancellationToken cancellationToken)
    {
        var document = await documents.DocumentAsync(model.Version is null ? model.ModelId : $"{model.ModelId}:{model.Version}", cancellationToken)
            ?? throw new InvalidInputException("model", $"{providerId} has no model {model.ModelId}. Check the spelling, and whether your key may see it.");
        var (draft, remarks) = DocumentDraft.Of(providerId, model, document);
        var warnings = remarks.ToList();
        if (price is null && documents is IModelPrices prices)
        {
            try
            {
                var told = await prices.PriceAsync(model.ModelId, cancellationToken);
                if (told.Amount is not null) price = told;
            }
            catch (InvalidInputException e)
            {
                warnings.Add(e.Message);
            }
        }

        draft = draft with { Price = price, Schema = known is null ? draft.Schema : Keeping(draft.Schema, known.Schema) };
        if (price is null && known?.Price.Amount is null) warnings.Add("Its price is not known. Set it, as orders without a price cannot be budgeted.");
        return await KeepAsync(providerId, draft, warnings, cancellationToken);
    }

    /// <summary>What a person or the program wrote into the old form, and the provider does not say, is kept.</summary>
    static ParameterSchema Keeping(ParameterSchema told, ParameterSchema known) => new(told.Parameters.Select(spec => known.Find(spec.Name) is { } old && old.Name == spec.Name
        ? spec with { Title = spec.Title ?? old.Title, Help = spec.Help ?? old.Help, Aliases = [.. spec.Aliases.Union(old.Aliases, StringComparer.OrdinalIgnoreCase)] }
        : spec));

    /// <summary>Where no document tells, a model takes what its nearest relative takes.</summary>
    async Task<ModelDraft> LikeAsync(string providerId, PastedModel model, CancellationToken cancellationToken)
    {
        var relatives = await catalog.ModelsAsync(providerId, cancellationToken);
        var nearest = relatives.MaxBy(r => r.ModelId.Zip(model.ModelId).TakeWhile(p => char.ToLowerInvariant(p.First) == char.ToLowerInvariant(p.Second)).Count())
            ?? throw new InvalidInputException("model", $"{providerId} tells nothing about its models, and none is known here that {model.ModelId} could be like.");
        return Again(nearest) with { ModelId = model.ModelId, Name = model.ModelId, Version = null };
    }

    static ModelDraft Again(ModelView known) => new(known.ModelId, known.Name, known.Modality, known.Schema) { Family = known.Family, Version = known.Version };

    async Task<ModelNews> KeepAsync(string providerId, ModelDraft draft, IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        var isNew = await catalog.KeepAsync(providerId, draft, cancellationToken);
        return new((await catalog.FindAsync(providerId, draft.ModelId, cancellationToken))!, isNew, warnings);
    }

    IProviderAdapter AdapterOf(string providerId) =>
        adapters.Find(providerId) ?? throw new InvalidInputException("provider", $"There is no provider '{providerId}'. There are {string.Join(", ", adapters.All.Select(a => a.ProviderId).Order(StringComparer.Ordinal))}.");
}
