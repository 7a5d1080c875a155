using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArtFactory.Imaging.Studio;

/// <summary>Reads the parameters of one request, with ranges; every complaint names the parameter.</summary>
internal sealed class StudioParameters(JsonObject source)
{
    const int LeastSize = 64, GreatestSize = 4096;

    /// <summary>A text, trimmed; <paramref name="fallback"/> when absent, null or empty.</summary>
    public string Text(string name, string fallback = "")
    {
        var text = Raw(name);
        return string.IsNullOrWhiteSpace(text) ? fallback : text.Trim();
    }

    public string Prompt()
    {
        var prompt = Text("prompt");
        return prompt.Length > 0 ? prompt : throw new StudioException("prompt: write what to draw; it is empty.");
    }

    public int Integer(string name, int fallback, int minimum, int maximum)
    {
        if (Raw(name) is not { Length: > 0 } text) return fallback;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value != decimal.Truncate(value))
            throw new StudioException($"{name}: '{Shorten(text)}' is not a whole number; use {minimum} to {maximum}.");
        if (value < minimum || value > maximum)
            throw new StudioException($"{name}: {Shorten(text)} is outside {minimum} to {maximum}.");
        return (int)value;
    }

    public float Number(string name, float fallback, float minimum, float maximum)
    {
        if (Raw(name) is not { Length: > 0 } text) return fallback;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw new StudioException(string.Create(CultureInfo.InvariantCulture, $"{name}: '{Shorten(text)}' is not a number; use {minimum} to {maximum}."));
        // A tolerance of float rounding, so that a maximum like 0.1 accepts itself.
        if (value < minimum - 1e-6 || value > maximum + 1e-6)
            throw new StudioException(string.Create(CultureInfo.InvariantCulture, $"{name}: {Shorten(text)} is outside {minimum} to {maximum}."));
        return (float)value;
    }

    /// <summary>One of <paramref name="options"/>, without regard to case; the first is the default.</summary>
    public string Choice(string name, params ReadOnlySpan<string> options)
    {
        if (Raw(name) is not { Length: > 0 } text) return options[0];
        foreach (var option in options)
            if (string.Equals(option, text.Trim(), StringComparison.OrdinalIgnoreCase)) return option;
        throw new StudioException($"{name}: '{Shorten(text)}' is not one of {string.Join(", ", options.ToArray())}.");
    }

    public bool Flag(string name, bool fallback)
    {
        if (Raw(name) is not { Length: > 0 } text) return fallback;
        return text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => throw new StudioException($"{name}: '{Shorten(text)}' is neither true nor false."),
        };
    }

    public ulong Seed()
    {
        if (Raw("seed") is not { Length: > 0 } text) return 0;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new StudioException($"seed: '{Shorten(text)}' is not a whole number from 0 to {ulong.MaxValue}.");
    }

    public (int Width, int Height) Size(int width = 1024, int height = 1024, int greatest = GreatestSize) =>
        (Integer("width", width, LeastSize, greatest), Integer("height", height, LeastSize, greatest));

    // Numbers keep their own digits (a 64-bit seed does not survive a double).
    string? Raw(string name) => source.TryGetPropertyValue(name, out var node) && node is JsonValue value
        ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.GetValueKind() == JsonValueKind.Null ? null : value.ToJsonString()
        : node is null ? null : throw new StudioException($"{name}: expected a plain value, not an object or a list.");

    static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
