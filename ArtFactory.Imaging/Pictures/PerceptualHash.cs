namespace ArtFactory.Imaging.Pictures;

/// <summary>
/// 64 bits that change little when a picture is scaled, recompressed or slightly retouched: the signs of its lowest frequencies
/// (discrete cosine transform of a 32 x 32 grey picture) around their median.
/// </summary>
internal static class PerceptualHash
{
    private const int Size = 32;
    private const int Kept = 8;
    private static readonly double[] Cosines = MakeCosines();

    public static ulong Of(PixelGrid grid)
    {
        var grey = new double[Size * Size];
        var cells = grid.Average(Size, Size);
        for (var i = 0; i < cells.Length; i++)
        {
            var (red, green, blue, alpha) = cells[i];
            // Transparent parts count as mid grey, neither edge nor figure.
            grey[i] = (((0.299 * red) + (0.587 * green) + (0.114 * blue)) * alpha) + (128 * (1 - alpha));
        }

        var frequencies = Transform(grey);
        var sorted = frequencies[1..];
        Array.Sort(sorted);
        var median = sorted[sorted.Length / 2];
        var hash = 0UL;
        for (var i = 0; i < frequencies.Length; i++)
        {
            // What is below this is rounding, and would make the hash of a flat picture a matter of chance.
            if (frequencies[i] - median > 1e-6) hash |= 1UL << i;
        }

        return hash;
    }

    private static double[] Transform(double[] grey)
    {
        var rows = new double[Kept * Size];
        for (var u = 0; u < Kept; u++)
        {
            for (var y = 0; y < Size; y++)
            {
                double sum = 0;
                for (var x = 0; x < Size; x++) sum += grey[(y * Size) + x] * Cosines[(u * Size) + x];
                rows[(u * Size) + y] = sum;
            }
        }

        var result = new double[Kept * Kept];
        for (var v = 0; v < Kept; v++)
        {
            for (var u = 0; u < Kept; u++)
            {
                double sum = 0;
                for (var y = 0; y < Size; y++) sum += rows[(u * Size) + y] * Cosines[(v * Size) + y];
                result[(v * Kept) + u] = sum;
            }
        }

        return result;
    }

    private static double[] MakeCosines()
    {
        var table = new double[Kept * Size];
        for (var u = 0; u < Kept; u++)
        {
            for (var x = 0; x < Size; x++) table[(u * Size) + x] = Math.Cos(Math.PI * u * ((2 * x) + 1) / (2 * Size));
        }

        return table;
    }
}
