using System.Globalization;
using System.Text.Json;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Media;

namespace ArtFactory.Web.Cli;

/// <summary>What is known about a product: where it is, what made it, what people think of it.</summary>
sealed record ProductSheet(
    Guid Id, string Type, string Path, bool FileExists, long? Size, string? Sha256, string? MimeType, int? Width, int? Height, double? Duration,
    IReadOnlyDictionary<string, string> Thumbnails, string? Prompt, string? NegativePrompt, string? Model, string? ModelName, Guid? OrderId, int? Item,
    string? Project, decimal? Cost, IReadOnlyDictionary<string, JsonElement>? Parameters, IReadOnlyDictionary<string, JsonElement>? Sent,
    IReadOnlyDictionary<string, JsonElement>? Returned, IReadOnlyDictionary<string, JsonElement>? Metadata,
    IReadOnlyList<Engine.Orders.ItemChoiceView> Choices, bool Liked, int? Rating, IReadOnlyList<string> Tags, IReadOnlyList<string> Collections,
    string? Notes, string? DeriveError, DateTime CreatedAt, DateTime? DeletedAt)
{
    public static ProductSheet Of(ProductDetail product, MediaStore store, bool fileExists)
    {
        return new(
            product.Id, product.Type.ToString().ToLowerInvariant(), store.Locate(product.FilePath), fileExists, product.FileSize, product.FileHash, product.MimeType, product.Width,
            product.Height, product.Duration, ThumbnailsOf(product, store.Folders), product.Prompt, product.NegativePrompt,
            product.Provider is null ? null : $"{product.Provider}/{product.Model}", product.ModelName, product.OrderId, product.SequenceNumber, product.ProjectName,
            product.Cost, product.Generation, product.Actual, product.Returned, product.Metadata, product.Choices, product.Liked, product.Rating,
            [.. product.Tags.Select(tag => tag.Name)], [.. product.Collections.Select(collection => collection.Name)], product.Notes, product.DeriveError,
            product.CreatedAt, product.DeletedAt);
    }

    public void Write(TextWriter writer) => FieldLines.Write(writer,
    [
        ("product", Id.ToString()),
        ("file", Path + (FileExists ? "" : " (missing)")),
        ("type", MimeType ?? Type),
        ("size", Size is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes") : null),
        ("dimensions", Width is null ? null : $"{Width} x {Height}"),
        ("duration", Duration is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s") : null),
        ("sha256", Sha256),
        ("thumbnails", string.Join("\n", Thumbnails.Select(thumbnail => $"{thumbnail.Key}: {thumbnail.Value}"))),
        ("prompt", Prompt),
        ("not", NegativePrompt),
        ("model", Model is null ? null : $"{Model} ({ModelName})"),
        ("order", OrderId is null ? null : $"{OrderId}, item {Item}"),
        ("project", Project),
        ("cost", Cost is { } cost ? string.Create(CultureInfo.InvariantCulture, $"${cost:0.######}") : null),
        ("choices", string.Join("\n", Choices.Select(choice => $"{choice.Name} = {choice.Value}"))),
        ("parameters", Lines(Parameters)),
        ("returned", Lines(Returned)),
        ("liked", Liked ? "yes" : null),
        ("rating", Rating is { } stars ? new string('*', stars) : null),
        ("tags", string.Join(", ", Tags)),
        ("collections", string.Join(", ", Collections)),
        ("notes", Notes),
        ("trouble", DeriveError),
        ("made", CreatedAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        ("in the trash", DeletedAt?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
    ]);

    static string? Lines(IReadOnlyDictionary<string, JsonElement>? values) => values is null
        ? null
        : string.Join("\n", values.Where(value => value.Key is not ("prompt" or "negative_prompt")).Select(value => $"{value.Key} = {value.Value}"));

    static Dictionary<string, string> ThumbnailsOf(ProductDetail product, MediaFolders folders)
    {
        var thumbnails = new Dictionary<string, string>(StringComparer.Ordinal);
        if (product.Thumbnails is not { } paths) return thumbnails;
        foreach (var (name, path) in JsonSerializer.SerializeToElement(paths, JsonSerializerOptions.Web).EnumerateObject()
                     .Where(field => field.Value.ValueKind == JsonValueKind.String).Select(field => (field.Name, field.Value.GetString()!)))
            thumbnails[name] = System.IO.Path.Combine(folders.Cache, path);
        return thumbnails;
    }
}
