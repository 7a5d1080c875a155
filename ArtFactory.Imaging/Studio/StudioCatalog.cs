using System.Text.Json.Nodes;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Clips;
using ArtFactory.Imaging.Studio.Drawing;
using ArtFactory.Imaging.Studio.Edits;
using ArtFactory.Imaging.Studio.Models;

namespace ArtFactory.Imaging.Studio;

/// <summary>The offline models: pictures, clips and sounds made by rules instead of weights, from the words of a prompt and a seed.</summary>
internal static class StudioCatalog
{
    static readonly Dictionary<string, IPicture> Pictures = new(StringComparer.Ordinal)
    {
        ["flow-field"] = new FlowField(),
        ["domain-warp"] = new DomainWarp(),
        ["voronoi-mosaic"] = new VoronoiMosaic(),
        ["strange-attractor"] = new StrangeAttractor(),
        ["subdivision"] = new Subdivision(),
        ["ink-landscape"] = new InkLandscape(),
    };

    static readonly Dictionary<string, IEdit> Edits = new(StringComparer.Ordinal)
    {
        ["upscale"] = new Upscale(),
        ["duotone"] = new Duotone(),
        ["posterise"] = new Posterise(),
        ["pixel-sort"] = new PixelSort(),
        ["mosaic"] = new Mosaic(),
    };

    /// <summary>The model ids <see cref="Draw"/> knows.</summary>
    public static IReadOnlyList<string> Models { get; } = [.. Pictures.Keys, .. Edits.Keys, "drift", "chime"];

    /// <summary>Draws one output. The same model, parameters and input give the same bytes.</summary>
    /// <param name="parameters">The order's parameters; names the model does not know are ignored.</param>
    /// <param name="inputPath">The file an image-to-image model works on.</param>
    /// <param name="outputPath">Where the result goes; an existing file is replaced.</param>
    /// <param name="workFolder">An existing folder for intermediate files.</param>
    /// <exception cref="StudioException">The model is unknown or a parameter cannot be used; the message names it.</exception>
    public static StudioResult Draw(string model, JsonObject parameters, string? inputPath, string outputPath, string workFolder, CancellationToken ct)
    {
        var read = new StudioParameters(parameters);
        if (Pictures.TryGetValue(model, out var picture)) return Picture(picture, read, outputPath, ct);
        if (Edits.TryGetValue(model, out var edit)) return Edited(edit, read, inputPath, outputPath, ct);
        return model switch
        {
            "drift" => Drift.Draw(read, outputPath, ct),
            "chime" => Chime.Draw(read, outputPath, ct),
            _ => throw new StudioException($"model: the studio has no '{model}'; it has {string.Join(", ", Models)}."),
        };
    }

    static StudioResult Picture(IPicture picture, StudioParameters parameters, string outputPath, CancellationToken ct)
    {
        var (width, height) = parameters.Size();
        var brief = Brief.Read(parameters);
        ct.ThrowIfCancellationRequested();
        var canvas = new Canvas(width, height);
        picture.Paint(canvas, brief, parameters, ct);
        Finish.WritePng(canvas, outputPath, ct);
        return new(outputPath, "image/png", width, height, null, brief.Seed);
    }

    static StudioResult Edited(IEdit edit, StudioParameters parameters, string? inputPath, string outputPath, CancellationToken ct)
    {
        const int Longest = 4096;
        if (inputPath is null) throw new StudioException("image: choose the picture to work on.");
        var seed = parameters.Seed();
        var canvas = edit.Apply(Photo.Read(inputPath, Longest, ct), parameters, ct);
        Finish.WritePng(canvas, outputPath, ct);
        return new(outputPath, "image/png", canvas.Width, canvas.Height, null, seed);
    }
}
