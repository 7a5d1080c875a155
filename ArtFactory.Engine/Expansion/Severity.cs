namespace ArtFactory.Engine.Expansion;

/// <summary>How much a <see cref="Diagnostic"/> matters: an error means that the order must not be placed as it is.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
}
