namespace ArtFactory.Engine.Production.Ledger;

/// <summary>What became of a completion.</summary>
/// <param name="IsKept">False when the attempt had been given up, and the item will be or was made by another.</param>
/// <param name="IsBack">Whether the provider was held to be down or resting, and no longer is.</param>
readonly record struct Kept(bool IsKept, bool IsBack);
