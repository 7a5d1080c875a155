using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Orders;

/// <summary>The order cannot be placed as it stands; the diagnostics say why and where.</summary>
public sealed class InvalidOrderException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(diagnostics.FirstOrDefault(d => d.Severity == Severity.Error)?.Message ?? "The order cannot be placed.")
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
