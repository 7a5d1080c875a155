using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production;

/// <summary>What came home of a request's outputs.</summary>
/// <param name="Products">Those that are here, in the order of the outputs; at least one.</param>
/// <param name="Missing">Why each of the others is not, for a person.</param>
sealed record StoredOutputs(IReadOnlyList<NewProduct> Products, IReadOnlyList<string> Missing);
