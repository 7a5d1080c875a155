namespace ArtFactory.Benchmarks.Report;

/// <summary>The middle of what was measured several times.</summary>
static class Middle
{
    /// <summary>The median; of an even number the greater of the two in the middle.</summary>
    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
