using System.Text.Json.Nodes;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Media;

namespace ArtFactory.Engine.Upkeep.Demo;

/// <summary>Draws the pictures that the products of a demonstration library share, and stores them like any other.</summary>
sealed class DemoStudio(MediaStore store, IImagingClient imaging)
{
    public const int MostPictures = 60;

    static readonly string[] Models = ["flow-field", "domain-warp", "voronoi-mosaic", "strange-attractor", "subdivision", "ink-landscape"];

    static readonly string[] Subjects =
    [
        "a red fox in deep snow at dawn, oil on canvas", "a paper city at night, neon", "pressed ferns, sage green and ivory", "a night train in the rain, cobalt blue",
        "a small golden god of the kitchen", "a tide pool with violet urchins", "storm clouds over the sea, slate grey", "lemons and bread in morning light",
        "a forest in the long winter, ink", "a woven pattern, terracotta and mustard", "an observatory under stars, ultramarine", "a portrait in crimson and charcoal",
        "a caravan in the desert, saffron", "mountains in mist, one brush", "a hothouse at noon, emerald", "signals, magenta and black",
    ];

    /// <summary>Draws; one clip and one sound are among the pictures where ffmpeg is installed.</summary>
    public async Task<IReadOnlyList<DemoPicture>> DrawAsync(int count, IProgress<DemoProgress>? progress, CancellationToken cancellationToken)
    {
        var health = await imaging.CheckAsync(cancellationToken);
        var works = Enumerable.Range(0, count).Select(i => (Model: Models[i % Models.Length], Parameters: Parameters(i))).ToList();
        if (health.VideoReady && count >= 20)
        {
            works[^1] = ("drift", new JsonObject { ["prompt"] = Subjects[3], ["seed"] = 1, ["duration"] = 2, ["width"] = 480, ["height"] = 480 });
            works[^2] = ("chime", new JsonObject { ["prompt"] = Subjects[10], ["seed"] = 2, ["duration"] = 5 });
        }

        var pictures = new List<DemoPicture>(works.Count);
        using var places = new SemaphoreSlim(Math.Max(1, health.Workers));
        await Task.WhenAll(works.Select(async work =>
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                var picture = await OneAsync(work.Model, work.Parameters, cancellationToken);
                lock (pictures)
                {
                    pictures.Add(picture);
                    progress?.Report(new("pictures", pictures.Count, works.Count));
                }
            }
            finally
            {
                places.Release();
            }
        }));
        return pictures;
    }

    static JsonObject Parameters(int i) => new()
    {
        ["prompt"] = Subjects[i % Subjects.Length], ["seed"] = i + 1, ["width"] = i % 3 == 1 ? 512 : 768, ["height"] = i % 3 == 2 ? 512 : 768,
    };

    async Task<DemoPicture> OneAsync(string model, JsonObject parameters, CancellationToken cancellationToken)
    {
        var drawn = await imaging.DrawAsync(model, parameters, null, store.NewTemporaryFile("png"), cancellationToken);
        var file = await store.AdoptAsync(drawn.Path, drawn.MimeType, cancellationToken);
        var derived = await new ThumbnailMaker(store, imaging).MakeAsync(file, cancellationToken);
        var thumbnails = new Data.Products.ThumbnailPaths(derived.Thumbnails.Small, derived.Thumbnails.Medium, derived.Thumbnails.Large, derived.Thumbnails.Preview);
        var type = drawn.MimeType.Split('/')[0] switch { "video" => ProductType.Video, "audio" => ProductType.Audio, _ => ProductType.Image };
        return new DemoPicture(type, model, file.RelativePath, file.Sha256, file.Size, drawn.MimeType, drawn.Width, drawn.Height, drawn.DurationSeconds,
            thumbnails, (long?)derived.PerceptualHash);
    }
}
