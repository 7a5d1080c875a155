using NetVips;

namespace ArtFactory.Imaging.Pictures;

/// <summary>A small picture's bytes, with any number of bands, to be looked at as a coarse grid of averages.</summary>
internal sealed class PixelGrid
{
    private readonly byte[] bytes;
    private readonly int bands;

    private PixelGrid(byte[] bytes, int width, int height, int bands)
    {
        this.bytes = bytes;
        this.bands = bands;
        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public static PixelGrid From(Image image) => new(image.WriteToMemory<byte>(), image.Width, image.Height, image.Bands);

    /// <summary>
    /// The average of each cell of a grid that covers the picture: red, green, blue from 0 to 255 weighted by alpha, and alpha from 0 to 1.
    /// </summary>
    public (double Red, double Green, double Blue, double Alpha)[] Average(int columns, int rows)
    {
        var cells = new (double, double, double, double)[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            var (top, bottom) = Span(row, rows, Height);
            for (var column = 0; column < columns; column++)
            {
                var (left, right) = Span(column, columns, Width);
                cells[(row * columns) + column] = Cell(left, right, top, bottom);
            }
        }

        return cells;
    }

    private static (int From, int To) Span(int index, int count, int length)
    {
        var from = (int)((long)index * length / count);
        return (from, Math.Max(from + 1, (int)((long)(index + 1) * length / count)));
    }

    private (double, double, double, double) Cell(int left, int right, int top, int bottom)
    {
        double red = 0, green = 0, blue = 0, alpha = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var at = ((y * Width) + x) * bands;
                var opacity = bands is 2 or 4 ? bytes[at + bands - 1] / 255.0 : 1;
                red += bytes[at] * opacity;
                green += bytes[at + (bands >= 3 ? 1 : 0)] * opacity;
                blue += bytes[at + (bands >= 3 ? 2 : 0)] * opacity;
                alpha += opacity;
            }
        }

        var count = (right - left) * (bottom - top);
        return alpha == 0 ? (0, 0, 0, 0) : (red / alpha, green / alpha, blue / alpha, alpha / count);
    }
}
