using System.Globalization;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.SwarmUi;

/// <summary>Reads what SwarmUI made, or why it made nothing.</summary>
static class SwarmAnswer
{
    public const string StaleSession = "invalid_session_id";

    /// <summary>What came over the socket.</summary>
    public static (ProviderAnswer Answer, bool IsStale) Of(SwarmTold told, ProviderConnection connection)
    {
        if (told.ErrorId == StaleSession) return (Refused(told.Error), true);

        // Half a batch is none: it costs nothing to make the whole anew.
        if (told.IsCutShort && told.Error is null) return (new ProviderAnswer.Ambiguous(told.Fault!), false);
        var outputs = told.Images.OrderBy(i => i.Index).Select(i => OutputOf(i.Image, i.Metadata, connection)).OfType<ProviderOutput>().ToList();
        if (outputs.Count > 0) return (new ProviderAnswer.Completed(outputs, Cost: 0), false);
        return told.Error is not null
            ? (Refused(told.Error), false)
            : (new ProviderAnswer.Ambiguous("SwarmUI ended without a picture."), false);
    }

    /// <summary>
    /// The plain answer. It may say success and hold an error all the same; with any other status than SwarmUI's own it is that of something
    /// before it, and the status counts.
    /// </summary>
    public static (ProviderAnswer Answer, bool IsStale) Of(ProviderReply reply, ProviderConnection connection)
    {
        if (reply.Json.TextAt("error_id") == StaleSession) return (Refused(reply.Json.TextAt("error")), true);
        if (reply.Status is < 300 or 400 && reply.Json.TextAt("error") is { } error) return (Refused(error), false);
        if (!reply.IsObject) return (SubmissionEnd.Of(reply, "SwarmUI"), false);
        var outputs = reply.Json.At("images").Elements()
            .Select(i => i.ValueKind == JsonValueKind.String ? OutputOf(i.GetString()!, null, connection) : OutputOf(i.TextAt("image") ?? "", i.TextAt("metadata"), connection))
            .OfType<ProviderOutput>().ToList();
        return outputs.Count > 0 ? (new ProviderAnswer.Completed(outputs, Cost: 0), false) : (new ProviderAnswer.Ambiguous("SwarmUI ended without a picture."), false);
    }

    /// <summary>Texts for people: what names a model, a parameter or a backend that does not fit will not pass by itself.</summary>
    static ProviderAnswer.Rejected Refused(string? error)
    {
        var said = string.IsNullOrWhiteSpace(error) ? "SwarmUI refuses without a reason." : error.Trim();
        var mayPass = said.Contains("backend", StringComparison.OrdinalIgnoreCase) || said.Contains("memory", StringComparison.OrdinalIgnoreCase)
            || said.Contains("interrupt", StringComparison.OrdinalIgnoreCase) || said.Contains("timeout", StringComparison.OrdinalIgnoreCase);
        return new(mayPass ? ProviderErrorClass.Transient : ProviderErrorClass.Validation, said);
    }

    static ProviderOutput? OutputOf(string image, string? metadata, ProviderConnection connection)
    {
        var told = SeedIn(metadata) is { } seed ? ParameterSet.Empty.With("seed", seed) : null;
        if (DataUri.Is(image)) return OutputReading.File(image, metadata: told);
        if (image.Length == 0 || image.Contains("..", StringComparison.Ordinal)) return null;

        // A path on the server, with spaces and other letters as they are.
        var path = string.Join('/', image.TrimStart('/').Split('/').Select(Uri.EscapeDataString));
        return new() { Address = connection.Resolve(path), MimeType = MimeType(image), Metadata = told };
    }

    static string? MimeType(string image) =>
        Media.FileTypes.MimeType(Path.GetExtension(image)) is var type && type != "application/octet-stream" ? type : null;

    /// <summary>The seed in the metadata, which is JSON in a text; it may be a number or a text.</summary>
    static JsonElement? SeedIn(string? metadata)
    {
        if (string.IsNullOrWhiteSpace(metadata)) return null;
        try
        {
            using var document = JsonDocument.Parse(metadata);
            var seed = document.RootElement.At("sui_image_params").At("seed");
            if (seed.ValueKind == JsonValueKind.Number) return seed.Clone();
            return ulong.TryParse(seed.ValueKind == JsonValueKind.String ? seed.GetString() : null, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? JsonSerializer.SerializeToElement(number) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
