namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>A scalar over the picture on a grid of <c>cell</c> pixels, interpolated between its points.</summary>
internal sealed class Field
{
    readonly int _width;
    readonly float _scale;

    public Field(Canvas canvas, int cell, Func<float, float, float> at, CancellationToken ct)
    {
        _scale = 1f / cell;
        _width = canvas.Width / cell + 3;
        var height = canvas.Height / cell + 3;
        Values = new float[_width * height];
        for (var y = 0; y < height; y++)
        {
            if ((y & 31) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < _width; x++) Values[y * _width + x] = at(x * cell / canvas.Unit, y * cell / canvas.Unit);
        }
    }

    public float[] Values { get; }

    /// <summary>The value at a pixel position (clamped at the upper left; the grid reaches a cell past the lower right).</summary>
    public float At(float px, float py)
    {
        float x = Math.Max(px * _scale, 0), y = Math.Max(py * _scale, 0);
        int ix = Math.Min((int)x, _width - 2), iy = Math.Min((int)y, Values.Length / _width - 2), i = iy * _width + ix;
        float fx = Math.Min(x - ix, 1), fy = Math.Min(y - iy, 1);
        var a = Values[i] + (Values[i + 1] - Values[i]) * fx;
        var b = Values[i + _width] + (Values[i + _width + 1] - Values[i + _width]) * fx;
        return a + (b - a) * fy;
    }

    /// <summary>Rounds off the kinks: two box blurs of that radius in grid points.</summary>
    public void Smooth(int radius)
    {
        var height = Values.Length / _width;
        var line = new float[Math.Max(_width, height)];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var y = 0; y < height; y++) Box(y * _width, 1, _width, radius, line);
            for (var x = 0; x < _width; x++) Box(x, _width, height, radius, line);
        }
    }

    void Box(int start, int step, int count, int radius, float[] line)
    {
        for (var i = 0; i < count; i++) line[i] = Values[start + i * step];
        double sum = 0;
        for (var i = -radius; i <= radius; i++) sum += line[Math.Clamp(i, 0, count - 1)];
        for (var i = 0; i < count; i++)
        {
            Values[start + i * step] = (float)(sum / (2 * radius + 1));
            sum += line[Math.Min(i + radius + 1, count - 1)] - line[Math.Max(i - radius, 0)];
        }
    }

    /// <summary>Stretches the values so that they spread evenly from 0 to 1: every level gets the same area.</summary>
    public void Equalise()
    {
        const int Bins = 1024;
        float least = float.MaxValue, most = float.MinValue;
        foreach (var v in Values)
        {
            least = Math.Min(least, v);
            most = Math.Max(most, v);
        }
        var scale = (Bins - 1) / Math.Max(most - least, 1e-6f);
        var counts = new int[Bins + 1];
        foreach (var v in Values) counts[(int)((v - least) * scale) + 1]++;
        for (var i = 1; i <= Bins; i++) counts[i] += counts[i - 1];
        var total = (float)Values.Length;
        for (var i = 0; i < Values.Length; i++)
        {
            var at = (Values[i] - least) * scale;
            var bin = Math.Min((int)at, Bins - 1);
            Values[i] = (counts[bin] + (counts[bin + 1] - counts[bin]) * (at - bin)) / total;
        }
    }
}
