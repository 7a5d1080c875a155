using NetVips;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Reads a picture into a canvas: turned upright, sRGB, on white where it is transparent.</summary>
internal static class Photo
{
    /// <param name="longest">A longer picture is reduced to this.</param>
    public static Canvas Read(string path, int longest, CancellationToken ct)
    {
        using var thumbnail = Image.Thumbnail(path, longest, height: longest, size: Enums.Size.Down, outputProfile: "srgb");
        using var opaque = thumbnail.HasAlpha() ? thumbnail.Flatten(background: [255, 255, 255]) : thumbnail.Copy();
        using var rgb = opaque.Colourspace(Enums.Interpretation.Srgb);
        using var bytes = rgb.Cast(Enums.BandFormat.Uchar);
        ct.ThrowIfCancellationRequested();
        var raw = bytes.WriteToMemory<byte>();
        var canvas = new Canvas(bytes.Width, bytes.Height);
        var linear = new float[256];
        for (var i = 0; i < 256; i++) linear[i] = Colour.ToLinear(i / 255f);
        for (var i = 0; i < canvas.Pixels.Length; i++) canvas.Pixels[i] = new(linear[raw[3 * i]], linear[raw[3 * i + 1]], linear[raw[3 * i + 2]]);
        return canvas;
    }
}
