namespace ArtFactory.Engine.Providers;

/// <summary>Makes models of ComfyUI's workflows.</summary>
public interface IWorkflowShelf
{
    /// <summary>What the workflow leaves to be set, in its own order, with guesses at what one wants to set.</summary>
    /// <exception cref="InvalidInputException">It is no workflow exported for the API; the message says what to do.</exception>
    IReadOnlyList<WorkflowInput> Read(string workflow);

    /// <summary>Adds the workflow as a model, or puts it in the place of the model of that name.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="workflow">The exported text.</param>
    /// <param name="picks">Inputs that become parameters: place (<c>NODE.INPUT</c>) to the parameter's name; none takes the guesses.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidInputException">The workflow, a place or a name will not do.</exception>
    Task<ModelNews> AddAsync(string name, string workflow, IReadOnlyDictionary<string, string> picks, CancellationToken cancellationToken = default);
}
