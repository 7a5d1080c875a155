using ArtFactory.Data.Products;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Shared;

/// <summary>What a media parameter takes, and the references that stand in its text.</summary>
public static class MediaInput
{
    static readonly (ProductType Type, string[] Words)[] Kinds =
    [
        (ProductType.Image, ["image", "img", "picture", "photo", "mask", "frame", "sketch", "pose", "garment", "face"]),
        (ProductType.Video, ["video", "movie"]),
        (ProductType.Audio, ["audio", "sound", "voice", "speech", "speaker", "song", "music"]),
    ];

    const string ProductPrefix = "product:";
    static readonly char[] Separators = [',', ' ', '\n'];

    /// <summary>What its name says it takes; null when it says nothing, or more than one kind (a frame of a video).</summary>
    public static ProductType? TypeOf(ParameterSpec spec)
    {
        var named = Kinds.Where(k => k.Words.Any(w => spec.Name.Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
        return named.Count == 1 ? named[0].Type : null;
    }

    /// <summary>The kinds of file a browser offers for it.</summary>
    public static string Accept(ProductType? type) => type switch
    {
        ProductType.Image => "image/*",
        ProductType.Video => "video/*",
        ProductType.Audio => "audio/*",
        _ => "image/*,video/*,audio/*",
    };

    /// <summary>The references of a text: all of them where it takes a list, else the text itself.</summary>
    public static IReadOnlyList<string> References(string text, bool isList) =>
        text.Length == 0 ? [] : isList ? text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [text];

    /// <summary>The text with these added where it takes a list; otherwise the last of them alone.</summary>
    public static string With(string text, bool isList, IEnumerable<string> added) =>
        isList ? string.Join(',', References(text, isList).Concat(added).Distinct(StringComparer.Ordinal)) : added.LastOrDefault() ?? text;

    /// <summary>The text without one of its references.</summary>
    public static string Without(string text, bool isList, string reference) =>
        string.Join(',', References(text, isList).Where(r => r != reference));

    /// <summary>The product a reference names; null for any other.</summary>
    public static Guid? ProductOf(string reference) =>
        reference.StartsWith(ProductPrefix, StringComparison.Ordinal) && Guid.TryParse(reference[ProductPrefix.Length..], out var id) ? id : null;

    /// <summary>A reference to a product.</summary>
    public static string Reference(Guid product) => ProductPrefix + product;
}
