using System.Collections.Immutable;

namespace ArtFactory.Engine.Expansion;

/// <summary>Collects diagnostics, each once and never more than a person could read.</summary>
sealed class DiagnosticBag
{
    const int Limit = 200;
    readonly List<Diagnostic> _list = [];
    readonly HashSet<Diagnostic> _seen = [];

    public bool HasErrors { get; private set; }

    public void Error(string code, string message, string field, TextSpan span) => Add(new(Severity.Error, code, message, field, span.Start, span.Length));

    public void Warn(string code, string message, string field, TextSpan span) => Add(new(Severity.Warning, code, message, field, span.Start, span.Length));

    public void Inform(string code, string message, string field, TextSpan span) => Add(new(Severity.Info, code, message, field, span.Start, span.Length));

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (_list.Count < Limit && _seen.Add(diagnostic)) _list.Add(diagnostic);
        else if (_list.Count == Limit && _seen.Add(diagnostic))
            _list.Add(new(HasErrors ? Severity.Error : Severity.Warning, "more-remarks", $"There are more remarks than the {Limit} shown; mend these first.", diagnostic.Field, 0, 0));
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) Add(diagnostic);
    }

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _list];
}
