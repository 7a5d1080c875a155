namespace ArtFactory.Engine.Providers;

/// <summary>An engine of one's own that tells what is installed, which decides what its models' forms offer.</summary>
public interface IModelSchemas
{
    /// <summary>The form of a model as the engine now offers it; null when it has nothing to say about that model.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="known">Its form so far: what the engine does not tell stays.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidInputException">It cannot be had now; the message says why.</exception>
    Task<ParameterSchema?> SchemaAsync(string modelId, ParameterSchema known, CancellationToken cancellationToken = default);
}
