namespace ArtFactory.Benchmarks.Report;

/// <summary>One measured figure.</summary>
/// <param name="What">What was measured, in words.</param>
/// <param name="Ours">The median.</param>
/// <param name="Unit">Of <paramref name="Ours"/> and the baseline.</param>
/// <param name="Baseline">The same work done the plain way in the same run; null when there is none.</param>
/// <param name="BaselineName">What the baseline is.</param>
/// <param name="Goal">Null for a figure that is only told.</param>
public sealed record Figure(string What, double Ours, string Unit, double? Baseline = null, string? BaselineName = null, Goal? Goal = null)
{
    public bool? IsMet => Goal?.IsMet(Ours, Baseline);
}
