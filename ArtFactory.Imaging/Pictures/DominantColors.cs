namespace ArtFactory.Imaging.Pictures;

/// <summary>Up to five colours that stand for a picture: clusters in Oklab, where distances are those the eye sees.</summary>
internal static class DominantColors
{
    private const int GridSize = 32;
    private const int MaxColors = 5;
    private const int Rounds = 8;
    private const double SameColor = 0.06;
    private const double LeastShare = 0.015;

    public static IReadOnlyList<string> Of(PixelGrid grid)
    {
        var points = grid.Average(Math.Min(GridSize, grid.Width), Math.Min(GridSize, grid.Height))
            .Where(c => c.Alpha > 0.2)
            .Select(c => Oklab.FromSrgb(c.Red / 255, c.Green / 255, c.Blue / 255))
            .ToArray();
        if (points.Length == 0) return [];

        var centers = Seeds(points);
        var counts = new int[centers.Count];
        for (var round = 0; round < Rounds; round++) Settle(points, centers, counts);

        var colors = new List<(Oklab Color, int Count)>();
        foreach (var (center, count) in centers.Zip(counts).OrderByDescending(c => c.Second))
        {
            var near = colors.FindIndex(c => c.Color.DistanceTo(center) < SameColor);
            if (near >= 0) colors[near] = (colors[near].Color, colors[near].Count + count);
            else colors.Add((center, count));
        }

        return [.. colors
            .Where((c, i) => i == 0 || c.Count >= points.Length * LeastShare)
            .OrderByDescending(c => c.Count)
            .Take(MaxColors)
            .Select(c => c.Color.ToHex())];
    }

    /// <summary>Farthest-point seeding from the mean: small but vivid areas get a cluster of their own, and nothing is left to chance.</summary>
    private static List<Oklab> Seeds(Oklab[] points)
    {
        var mean = new Oklab(points.Average(p => p.L), points.Average(p => p.A), points.Average(p => p.B));
        var first = points.MinBy(p => p.DistanceTo(mean));
        var centers = new List<Oklab> { first };
        var distances = Array.ConvertAll(points, first.DistanceTo);
        while (centers.Count < MaxColors + 1)
        {
            var farthest = 0;
            for (var i = 1; i < distances.Length; i++)
            {
                if (distances[i] > distances[farthest]) farthest = i;
            }

            if (distances[farthest] < SameColor) break;
            var center = points[farthest];
            centers.Add(center);
            for (var i = 0; i < distances.Length; i++) distances[i] = Math.Min(distances[i], center.DistanceTo(points[i]));
        }

        return centers;
    }

    private static void Settle(Oklab[] points, List<Oklab> centers, int[] counts)
    {
        var sums = new (double L, double A, double B)[centers.Count];
        Array.Clear(counts);
        foreach (var point in points)
        {
            var nearest = 0;
            var least = double.MaxValue;
            for (var i = 0; i < centers.Count; i++)
            {
                var distance = centers[i].DistanceTo(point);
                if (distance >= least) continue;
                least = distance;
                nearest = i;
            }

            counts[nearest]++;
            sums[nearest] = (sums[nearest].L + point.L, sums[nearest].A + point.A, sums[nearest].B + point.B);
        }

        for (var i = 0; i < centers.Count; i++)
        {
            if (counts[i] > 0) centers[i] = new Oklab(sums[i].L / counts[i], sums[i].A / counts[i], sums[i].B / counts[i]);
        }
    }
}
