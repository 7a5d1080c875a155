using ArtFactory.Engine.Expansion.Parameters;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>Knows the names behind the numbers that an item keeps.</summary>
interface IChoiceSource
{
    /// <param name="tokens">For each token the option it took.</param>
    /// <param name="subPrompt">The number of the sub-prompt from 1; 0 when there is only one.</param>
    /// <param name="parameters">The item's parameters.</param>
    IReadOnlyList<ItemChoice> ChoicesOf(int[] tokens, int subPrompt, ParameterSet parameters);
}
