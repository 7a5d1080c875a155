using ArtFactory.Data;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An expanded item about to become a row.</summary>
/// <param name="Sequence">Position within the order, from 1.</param>
/// <param name="Parameters">The generation parameter set.</param>
/// <param name="Hash">Of provider, model and parameters.</param>
/// <param name="Choices">What made it this one.</param>
/// <param name="Error">Why it cannot be made; null when it can.</param>
sealed record NewItem(int Sequence, ParameterSet Parameters, string Hash, IReadOnlyList<ItemChoice> Choices, string? Error);
