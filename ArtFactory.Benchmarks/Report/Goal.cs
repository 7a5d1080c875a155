using System.Globalization;

namespace ArtFactory.Benchmarks.Report;

/// <summary>Where a figure wants to stand: itself, or as a ratio to the baseline of the same run.</summary>
/// <param name="Limit">The bound.</param>
/// <param name="IsRatio">Whether ours / baseline is judged, rather than ours.</param>
/// <param name="AtLeast">Whether more is better.</param>
public sealed record Goal(double Limit, bool IsRatio, bool AtLeast)
{
    public static Goal Least(double value) => new(value, IsRatio: false, AtLeast: true);
    public static Goal Most(double value) => new(value, IsRatio: false, AtLeast: false);
    public static Goal RatioLeast(double ratio) => new(ratio, IsRatio: true, AtLeast: true);
    public static Goal RatioMost(double ratio) => new(ratio, IsRatio: true, AtLeast: false);

    /// <summary>Null when there is no baseline to judge by.</summary>
    public bool? IsMet(double ours, double? baseline)
    {
        if (IsRatio && baseline is not > 0) return null;
        var value = IsRatio ? ours / baseline!.Value : ours;
        return AtLeast ? value >= Limit : value <= Limit;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? ">=" : "<=")} {Limit:#,0.##}{(IsRatio ? " x" : "")}");
}
