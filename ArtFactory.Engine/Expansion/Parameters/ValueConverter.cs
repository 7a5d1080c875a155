using System.Globalization;
using System.Text.Json;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>Turns a single value as typed into the JSON that the schema asks for.</summary>
static class ValueConverter
{
    const NumberStyles Number = NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite);

    /// <param name="text">The value, trimmed and without escapes.</param>
    /// <param name="spec">The parameter; null when there is no schema.</param>
    public static ParameterValue Convert(string text, ParameterSpec? spec)
    {
        if (spec is null) return new(text, IsJsonNumber(text) ? Parse(text) : String(text));
        if (spec.Nullable && (text.Length == 0 || text.Equals("null", StringComparison.OrdinalIgnoreCase))) return new("null", Parse("null"));
        // A field left blank means "not given", except where text may be blank.
        if (text.Length == 0 && spec.Type is not (ParameterType.Text or ParameterType.Prompt)) return new(text, default);
        if (spec.Secret && text.Length > 0) return Wrong("", $"{spec.Name} is a secret. Orders keep their parameters as plain text, so it cannot be set here.");
        return spec.Type switch
        {
            ParameterType.Integer or ParameterType.Number => ConvertNumber(text, spec),
            ParameterType.Boolean => ConvertBoolean(text, spec),
            ParameterType.Choice => ConvertChoice(text, spec),
            ParameterType.Json => ConvertJson(text, spec),
            ParameterType.Media when spec.IsList => new(text, JsonSerializer.SerializeToElement(text.Split((char[])[',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))),
            _ => new(text, String(text)),
        };
    }

    public static bool TryNumber(string text, out decimal number) => decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out number);

    public static string Plain(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    static ParameterValue ConvertNumber(string text, ParameterSpec spec)
    {
        if (!TryNumber(text, out var number)) return Wrong(text, $"{spec.Name} takes a number, and \"{text}\" is none.");
        if (spec.Type == ParameterType.Integer && decimal.Truncate(number) != number)
            return Wrong(text, $"{spec.Name} takes whole numbers, and {text} is none.");
        if (Beyond(number, spec) is { } beyond) return Wrong(text, beyond);
        if (spec.Type == ParameterType.Number) return new(text, Parse(IsJsonNumber(text) ? text : Plain(number)));
        if (number is < long.MinValue or > ulong.MaxValue) return Wrong(text, $"{spec.Name} takes whole numbers of 64 bits, and {text} is beyond them.");
        return new(text, Parse(decimal.Truncate(number).ToString("0", CultureInfo.InvariantCulture)));
    }

    static string? Beyond(decimal number, ParameterSpec spec) => (spec.Minimum, spec.Maximum) switch
    {
        ({ } low, _) when spec.ExcludesMinimum && number <= low => $"{spec.Name} is more than {Plain(low)}, and {Plain(number)} is not.",
        (_, { } high) when spec.ExcludesMaximum && number >= high => $"{spec.Name} is less than {Plain(high)}, and {Plain(number)} is not.",
        ({ } low, { } high) when number < low || number > high => $"{spec.Name} lies between {Plain(low)} and {Plain(high)}, and {Plain(number)} does not.",
        ({ } low, null) when number < low => $"{spec.Name} is at least {Plain(low)}, and {Plain(number)} is less.",
        (null, { } high) when number > high => $"{spec.Name} is at most {Plain(high)}, and {Plain(number)} is more.",
        _ => null,
    };

    static ParameterValue ConvertBoolean(string text, ParameterSpec spec)
    {
        if (Is(text, "true", "yes", "on", "1")) return new("true", Parse("true"));
        if (Is(text, "false", "no", "off", "0")) return new("false", Parse("false"));
        return Wrong(text, $"{spec.Name} is true or false, and \"{text}\" is neither.");
    }

    static ParameterValue ConvertChoice(string text, ParameterSpec spec)
    {
        // A model may leave the choices to its host.
        if (spec.Options.Count == 0) return new(text, String(text));
        var option = spec.Options.FirstOrDefault(o => o.Value == text)
            ?? spec.Options.FirstOrDefault(o => o.Value.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? spec.Options.FirstOrDefault(o => text.Equals(o.Label, StringComparison.OrdinalIgnoreCase));
        if (option is not null) return new(option.Value, option.Sent ?? String(option.Value));
        if (spec.Other == OtherValues.Text) return new(text, String(text));
        // It stays readable here, and becomes an object when it is sent.
        if (spec.Other == OtherValues.Size && SizeText.Read(text) is var (width, height)) return new(SizeText.Write(width, height), String(SizeText.Write(width, height)));
        var known = string.Join(", ", spec.Options.Take(12).Select(o => o.Value));
        var orSize = spec.Other == OtherValues.Size ? ", or give a size such as 1024x768" : "";
        return Wrong(text, $"{spec.Name} has no option \"{text}\"; choose one of {known}{(spec.Options.Count > 12 ? ", ..." : "")}{orSize}.");
    }

    static ParameterValue ConvertJson(string text, ParameterSpec spec)
    {
        try
        {
            return new(text, Parse(text));
        }
        catch (JsonException e)
        {
            return Wrong(text, $"{spec.Name} takes JSON, and this is none: {e.Message}");
        }
    }

    static ParameterValue Wrong(string text, string error) => new(text, default, error);

    static bool Is(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    static JsonElement String(string text) => JsonSerializer.SerializeToElement(text);

    static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>A number that JSON takes as it stands, so that it is sent as it was typed.</summary>
    static bool IsJsonNumber(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 40) return false;
        if (text[0] == '-') text = text[1..];
        var whole = Digits(ref text);
        if (whole.IsEmpty || whole.Length > 1 && whole[0] == '0') return false;
        if (text.StartsWith('.'))
        {
            text = text[1..];
            if (Digits(ref text).IsEmpty) return false;
        }
        if (text.StartsWith("e", StringComparison.OrdinalIgnoreCase))
        {
            text = text[1..];
            if (text.StartsWith('+') || text.StartsWith('-')) text = text[1..];
            if (Digits(ref text).IsEmpty) return false;
        }
        return text.IsEmpty;
    }

    static ReadOnlySpan<char> Digits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        if (end < 0) end = text.Length;
        var digits = text[..end];
        text = text[end..];
        return digits;
    }
}
