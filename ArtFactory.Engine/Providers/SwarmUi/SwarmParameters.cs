using System.Globalization;
using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.SwarmUi;

/// <summary>Makes a form of SwarmUI's own list of parameters.</summary>
static class SwarmParameters
{
    const int MostParameters = 400;
    const string ModelType = "Stable-Diffusion";

    /// <summary>What is shown at once; SwarmUI's list is long.</summary>
    static readonly HashSet<string> InSight = new(StringComparer.Ordinal)
    {
        "model", "images", "seed", "steps", "cfgscale", "width", "height", "aspectratio", "sampler", "scheduler", "initimage", "initimagecreativity",
    };

    /// <summary>What the server tells; aliases and titles of the form so far are kept, as is all of it when the server tells nothing.</summary>
    public static ParameterSchema? Read(JsonElement answer, ParameterSchema known)
    {
        var groups = answer.At("groups").Elements().Where(g => g.TextAt("id") is not null).DistinctBy(g => g.TextAt("id"), StringComparer.Ordinal)
            .ToDictionary(g => g.TextAt("id")!, g => g, StringComparer.Ordinal);
        var told = answer.At("list").Elements()
            .Where(p => p.TextAt("id") is { Length: > 0 } && p.FlagAt("visible") != false && p.FlagAt("extra_hidden") != true)
            .OrderBy(p => Priority(groups, p)).ThenBy(p => p.NumberAt("priority") ?? 0)
            .Take(MostParameters).Select((p, at) => Spec(p, groups, answer.At("models"), known, (at + 3) * 10)).ToList();
        if (told.Count == 0) return null;
        foreach (var kept in known.Parameters.Where(k => !told.Exists(t => string.Equals(t.Name, k.Name, StringComparison.OrdinalIgnoreCase))))
            told.Add(kept);
        return new(told.Select(spec => spec.Name switch
        {
            "prompt" => spec with { Type = ParameterType.Prompt, Group = null, Advanced = false, Order = 10 },
            "negativeprompt" => spec with { Type = ParameterType.Prompt, Group = null, Advanced = false, Order = 20 },
            _ => spec,
        }));
    }

    /// <summary>The first model that is installed; null without one.</summary>
    public static string? FirstModel(JsonElement answer) => NameOf(answer.At("models").At(ModelType).Elements().FirstOrDefault());

    static ParameterSpec Spec(JsonElement parameter, Dictionary<string, JsonElement> groups, JsonElement models, ParameterSchema known, int order)
    {
        var id = parameter.TextAt("id")!;
        var kept = known.Find(id);
        var spec = new ParameterSpec
        {
            Name = id,
            Type = ParameterType.Text,
            Title = parameter.TextAt("name") ?? kept?.Title,
            Help = Help(parameter.TextAt("description")) ?? kept?.Help,
            Group = parameter.TextAt("group") is { } group && groups.TryGetValue(group, out var named) ? named.TextAt("name") : kept?.Group,
            Order = order,
            Advanced = !InSight.Contains(id),
            Aliases = kept?.Aliases ?? [],
        };
        spec = parameter.TextAt("type") switch
        {
            "integer" => Range(spec with { Type = ParameterType.Integer }, parameter),
            "decimal" => Range(spec with { Type = ParameterType.Number }, parameter),
            "boolean" => spec with { Type = ParameterType.Boolean },
            "image" => spec with { Type = ParameterType.Media },
            "dropdown" => Choice(spec, parameter.At("values"), parameter.At("value_names")),
            "model" => Choice(spec, models.At(parameter.TextAt("subtype") ?? ModelType), default),
            _ => spec,
        };
        // The seed is drawn for each item; 'toggleable' is not sent unless it is set.
        if (id == "seed") return spec with { Nullable = true, Minimum = 0, Maximum = spec.Maximum is > 0 ? spec.Maximum : long.MaxValue };
        return parameter.FlagAt("toggleable") == true ? spec : spec with { Default = Default(spec, parameter.TextAt("default")) };
    }

    static ParameterSpec Range(ParameterSpec spec, JsonElement parameter)
    {
        var (low, high) = (parameter.NumberAt("min"), parameter.NumberAt("max"));
        // Two equal bounds mean none.
        return low >= high ? spec : spec with { Minimum = low, Maximum = high, Step = parameter.NumberAt("step") is > 0 and { } step ? step : null };
    }

    static ParameterSpec Choice(ParameterSpec spec, JsonElement values, JsonElement names)
    {
        var labels = names.Elements().Select(n => n.ValueKind == JsonValueKind.String ? n.GetString() : null).ToList();
        var options = values.Elements().Select(NameOf).Select((value, at) => (value, label: at < labels.Count ? labels[at] : null)).Where(o => o.value is { Length: > 0 })
            .DistinctBy(o => o.value, StringComparer.Ordinal).Take(5000).Select(o => new ParameterOption(o.value!, o.label == o.value ? null : o.label)).ToList();
        return options.Count == 0 ? spec : spec with { Type = ParameterType.Choice, Options = options, Other = OtherValues.Text };
    }

    /// <summary>Defaults are texts, whatever the type.</summary>
    static JsonElement? Default(ParameterSpec spec, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return spec.Type switch
        {
            ParameterType.Boolean => bool.TryParse(text, out var flag) ? JsonSerializer.SerializeToElement(flag) : null,
            ParameterType.Integer or ParameterType.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonSerializer.SerializeToElement(number) : null,
            ParameterType.Media => null,
            _ => JsonSerializer.SerializeToElement(text),
        };
    }

    static decimal Priority(Dictionary<string, JsonElement> groups, JsonElement parameter) =>
        parameter.TextAt("group") is { } group && groups.TryGetValue(group, out var named) ? named.NumberAt("priority") ?? 0 : -1000;

    static string? NameOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.Elements().FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString() : null;

    static string? Help(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = string.Join(' ', text.Replace("<br>", " ", StringComparison.OrdinalIgnoreCase).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 500 ? line[..500] + "…" : line;
    }
}
