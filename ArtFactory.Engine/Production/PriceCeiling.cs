using System.Globalization;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>
/// The most one generation can cost. What the person left to the model counts with the schema's default, and what has none with the
/// most the schema allows: a reservation may be too large, never too small.
/// </summary>
static class PriceCeiling
{
    /// <summary>Seconds of a clip whose length nobody names.</summary>
    const decimal UsualSeconds = 10;

    /// <summary>Pixels a side of a picture whose other side alone is named.</summary>
    const decimal UsualSide = 1024;

    /// <summary>Of a picture whose size nobody names.</summary>
    const decimal UsualMegapixels = 1;

    const decimal PixelsOfOne = 1_048_576;
    const decimal Millionths = 1_000_000;

    /// <summary>More is nothing that anybody orders, and no engine could keep the sums.</summary>
    const decimal MostDollars = 1_000_000_000;

    /// <summary>What one may also set to let the model choose.</summary>
    const string Automatic = "auto";

    static readonly string[] OutputCounts = [.. SharedNames.Counts.Concat(["samples", "batch_count", "n_iter", "images"]).Distinct(LooseName.Comparer)];
    static readonly string[] Durations =
    [
        "duration", "duration_seconds", "seconds", "seconds_total", "video_length", "length_seconds", "length", "audio_length", "video_duration", "audio_duration", "clip_length",
    ];

    static readonly string[] Frames = ["num_frames", "frames", "frame_count"];
    static readonly string[] FrameRates = ["fps", "frames_per_second", "frame_rate"];
    static readonly string[] Sizes = [.. SharedNames.Sizes.Where(name => name != "megapixels")];

    static readonly HashSet<string> Names = new([.. OutputCounts, .. Durations, .. Frames, .. FrameRates, .. Sizes, "width", "height", "megapixels"], LooseName.Comparer);

    /// <summary>Whether that parameter, by its name or another of its names, can change what an item costs.</summary>
    public static bool Counts(ModelPrice price, ParameterSchema schema, string parameter)
    {
        var name = schema.Find(parameter)?.Name ?? parameter;
        return Names.Contains(name) || price.Variants.Any(v => v.When.Keys.Contains(name, LooseName.Comparer));
    }

    /// <summary>US dollars, rounded up to a millionth; null when the price is unknown or the parameters make no sum.</summary>
    public static decimal? Of(ModelPrice price, ParameterSchema schema, ParameterSet parameters)
    {
        if (price.Amount is null) return null;
        var amount = AmountOf(price, schema, parameters);
        try
        {
            var outputs = Outputs(schema, parameters);
            var each = price.Unit switch
            {
                "second" => Seconds(schema, parameters),
                "megapixel" => SaidMegapixels(schema, parameters) ?? (price.CanBeReckoned(schema) ? UsualMegapixels : null),
                _ => 1,
            };
            if (each is not { } size) return null;
            var units = price.Unit == "run" ? 1 : outputs * size;
            var sum = decimal.Ceiling(amount * units * Millionths) / Millionths;
            return sum < MostDollars ? sum : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The greater of what the price comes to and what was said that an item may cost; null when neither is known.</summary>
    public static decimal? OrMore(decimal? reckoned, decimal? said) => reckoned is { } a && said is { } b ? Math.Max(a, b) : reckoned ?? said;

    /// <summary>The dearest of the prices that the item's values leave open: what is not set, or left to the model, may be anything.</summary>
    static decimal AmountOf(ModelPrice price, ParameterSchema schema, ParameterSet parameters)
    {
        decimal? dearest = null;
        foreach (var variant in price.Variants)
        {
            if (variant.When.All(condition => MayBe(Typed(schema, parameters, condition.Key), condition.Value)) && !(variant.Amount < dearest)) dearest = variant.Amount;
        }

        return dearest ?? price.Amount ?? 0;
    }

    static bool MayBe(string? typed, string value) => string.IsNullOrWhiteSpace(typed)
        || string.Equals(typed.Trim(), Automatic, StringComparison.OrdinalIgnoreCase) || string.Equals(typed.Trim(), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many products one request makes at most; a batch of batches multiplies.</summary>
    static decimal Outputs(ParameterSchema schema, ParameterSet parameters)
    {
        var outputs = 1m;
        foreach (var name in OutputCounts) outputs *= decimal.Ceiling(Value(schema, parameters, name) ?? 1);
        return outputs;
    }

    static decimal Seconds(ParameterSchema schema, ParameterSet parameters)
    {
        if (First(schema, parameters, Durations) is { } seconds) return seconds;
        return First(schema, parameters, Frames) is { } frames && First(schema, parameters, FrameRates) is { } rate ? frames / rate : UsualSeconds;
    }

    /// <summary>Whole megapixels, as they are billed; null when nobody names a size.</summary>
    static decimal? SaidMegapixels(ParameterSchema schema, ParameterSet parameters)
    {
        if (Value(schema, parameters, "megapixels") is { } given) return decimal.Ceiling(given);
        foreach (var name in Sizes)
        {
            if (Text(schema, parameters, name) is { } size && Sides(size) is var (w, h)) return decimal.Ceiling(w * h / PixelsOfOne);
        }

        var (width, height) = (Value(schema, parameters, "width"), Value(schema, parameters, "height"));
        return width is null && height is null ? null : decimal.Ceiling((width ?? UsualSide) * (height ?? UsualSide) / PixelsOfOne);
    }

    /// <summary>
    /// <c>1024x768</c>; <c>4K</c> (also <c>auto_4K</c>) a square of so many times 1,024; <c>1080p</c> so many lines at 16:9. Other names of
    /// sizes stand for about a megapixel.
    /// </summary>
    static (decimal Width, decimal Height)? Sides(string size)
    {
        if (size.StartsWith('{')) return SidesIn(size);
        if (NumberBefore(size, 'k') is { } thousands) return (thousands * 1024, thousands * 1024);
        if (NumberBefore(size, 'p') is { } lines) return (lines * 16 / 9, lines);
        var parts = size.Split('x', 'X', '*');
        return parts.Length == 2 && Leading(parts[0]) is { } width && Leading(parts[1]) is { } height ? (width, height) : null;
    }

    /// <summary><c>{"width": 1024, "height": 768}</c>, as providers take it.</summary>
    static (decimal Width, decimal Height)? SidesIn(string json)
    {
        try
        {
            var size = ParameterSet.Parse(json);
            return Leading(size.Text("width")) is { } width && Leading(size.Text("height")) is { } height ? (width, height) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static decimal? First(ParameterSchema schema, ParameterSet parameters, string[] names)
    {
        foreach (var name in names)
        {
            if (Value(schema, parameters, name) is { } value) return value;
        }

        return null;
    }

    /// <summary>The value as typed, else the schema's default, else the most the schema allows; null when it knows no such parameter.</summary>
    static decimal? Value(ParameterSchema schema, ParameterSet parameters, string name)
    {
        var spec = Own(schema, name);

        // A picture to start from may bear such a name too.
        if (spec is not null and not { Type: ParameterType.Integer or ParameterType.Number or ParameterType.Choice or ParameterType.Text }) return null;
        if (Leading(Typed(schema, parameters, name)) is { } typed) return typed;
        if (spec is null) return null;
        if (spec.Default is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } preset && Leading(preset.ToString()) is { } usual) return usual;
        return spec.Options.Select(option => Leading(option.Value)).Max() ?? (spec.Maximum is > 0 and < Millionths ? spec.Maximum : null);
    }

    static string? Text(ParameterSchema schema, ParameterSet parameters, string name) =>
        Typed(schema, parameters, name) ?? (Own(schema, name)?.Default is { ValueKind: JsonValueKind.String } preset ? preset.GetString() : null);

    static ParameterSpec? Own(ParameterSchema schema, string name) => schema.Parameters.FirstOrDefault(spec => LooseName.Same(spec.Name, name));

    /// <summary>What the item says under that name; null for another name of a parameter that is looked at under its own.</summary>
    static string? Typed(ParameterSchema schema, ParameterSet parameters, string name)
    {
        if (Own(schema, name) is { } spec && parameters.Text(spec.Name) is { } exact) return exact;
        return Own(schema, name) is null && schema.Find(name) is not null ? null
            : parameters.Keys.FirstOrDefault(key => LooseName.Same(key, name)) is { } key ? parameters.Text(key) : null;
    }

    /// <summary>The whole number that stands before a letter at the text's end.</summary>
    static decimal? NumberBefore(string text, char letter)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length == 0 || char.ToLowerInvariant(trimmed[^1]) != letter) return null;
        var digits = trimmed[..^1];
        return Leading(digits[(digits.LastIndexOfAnyExceptInRange('0', '9') + 1)..].ToString());
    }

    /// <summary>The number a text begins with (<c>5</c>, <c>5s</c>, <c>1 MP</c>), if it is above zero.</summary>
    static decimal? Leading(string? text)
    {
        if (text is null) return null;
        var trimmed = text.AsSpan().Trim();
        if (decimal.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole)) return whole > 0 ? whole : null;
        var length = 0;
        while (length < trimmed.Length && (char.IsAsciiDigit(trimmed[length]) || trimmed[length] == '.')) length++;
        return decimal.TryParse(trimmed[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
    }
}
