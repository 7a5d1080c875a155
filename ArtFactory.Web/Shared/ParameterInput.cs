using System.Globalization;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Shared;

/// <summary>How the text of one parameter is shown by its control: which control fits, and what it stands at.</summary>
public static class ParameterInput
{
    /// <summary>The default as it would be typed; empty when the model has none.</summary>
    public static string DefaultText(ParameterSpec spec) => spec.Default switch
    {
        null => "",
        { ValueKind: System.Text.Json.JsonValueKind.String } text => text.GetString() ?? "",
        { ValueKind: System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.Undefined } => "",
        { } value => value.GetRawText(),
    };

    /// <summary>The values of a choice: its options, or true and false.</summary>
    public static IReadOnlyList<ParameterOption> OptionsOf(ParameterSpec spec) =>
        spec.Type == ParameterType.Boolean ? [new("true", "Yes"), new("false", "No")] : spec.Options;

    /// <summary>Whether the options fit side by side as buttons.</summary>
    public static bool FitsButtons(ParameterSpec spec)
    {
        var options = OptionsOf(spec);
        return options.Count is > 0 and <= 6 && options.Sum(o => (o.Label ?? o.Value).Length + 3) <= 44;
    }

    /// <summary>The options the text names, or null when it says more than a list of them (a random pick, a typing error).</summary>
    public static IReadOnlyList<string>? Selected(ParameterSpec spec, string text)
    {
        if (text.Length == 0) return [];
        var known = OptionsOf(spec);
        var named = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var option = known.FirstOrDefault(o => string.Equals(o.Value, part, StringComparison.OrdinalIgnoreCase));
            if (option is null) return null;
            named.Add(option.Value);
        }

        return named;
    }

    /// <summary>The text after a press on an option: alone, or (<paramref name="several"/>) added to or taken from what is chosen.</summary>
    public static string Press(ParameterSpec spec, string text, string option, bool several)
    {
        var selected = Selected(spec, text) ?? [];
        if (!several) return selected is [var only] && only == option ? "" : option;
        // The first press with the key down adds to the default that was in force.
        if (selected.Count == 0 && Selected(spec, DefaultText(spec)) is [var standard] && standard != option) selected = [standard];
        IEnumerable<string> next = selected.Contains(option) ? selected.Where(s => s != option) : selected.Append(option);
        return string.Join(',', OptionsOf(spec).Select(o => o.Value).Where(next.Contains));
    }

    /// <summary>Where a slider stands: the single number that is typed, or the default; null when several are meant.</summary>
    public static decimal? SliderValue(ParameterSpec spec, string text)
    {
        var shown = text.Trim().Length == 0 ? DefaultText(spec) : text.Trim();
        return decimal.TryParse(shown, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>Whether a slider helps: both ends are known and the way between them has a sensible number of steps.</summary>
    public static bool HasSlider(ParameterSpec spec) =>
        spec.Type is ParameterType.Integer or ParameterType.Number && spec is { Minimum: { } low, Maximum: { } high }
        && high > low && (high - low) / StepOf(spec) <= 10_000;

    /// <summary>The distance between two stops of the slider.</summary>
    public static decimal StepOf(ParameterSpec spec) =>
        spec.Step is > 0 and { } step ? step : spec.Type == ParameterType.Integer ? 1 : 0.1m;
}
