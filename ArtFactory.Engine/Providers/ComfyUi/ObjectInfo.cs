using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>What ComfyUI tells of its node classes (<c>/object_info</c>): the type, range and choices of each input.</summary>
sealed class ObjectInfo(JsonElement classes)
{
    /// <summary>Knows nothing: when ComfyUI does not run.</summary>
    public static ObjectInfo Nothing { get; } = new(default);

    /// <summary>The type, range, choices and help of an input as it is told; null where nothing is.</summary>
    public ParameterSpec? Describe(string classType, string input)
    {
        var inputs = classes.At(classType).At("input");
        foreach (var kind in (string[])["required", "optional"])
        {
            if (inputs.At(kind).At(input) is { ValueKind: JsonValueKind.Array } told && told.GetArrayLength() > 0)
                return SpecOf(input, told[0], told.GetArrayLength() > 1 ? told[1] : default);
        }

        return null;
    }

    /// <summary>The choices of an input, such as the checkpoints that are installed.</summary>
    public IReadOnlyList<string> Choices(string classType, string input) => Describe(classType, input)?.Options.Select(o => o.Value).ToList() ?? [];

    static ParameterSpec? SpecOf(string name, JsonElement type, JsonElement options)
    {
        var spec = new ParameterSpec { Name = name, Type = ParameterType.Text, Help = Help(options.TextAt("tooltip")) };
        if (type.ValueKind == JsonValueKind.Array) return Choice(spec, type);
        switch (type.ValueKind == JsonValueKind.String ? type.GetString() : null)
        {
            case "COMBO": return Choice(spec, options.At("options"));
            case "INT": return spec with { Type = ParameterType.Integer, Minimum = options.NumberAt("min"), Maximum = Most(options.NumberAt("max")), Step = Step(options) };
            case "FLOAT": return spec with { Type = ParameterType.Number, Minimum = options.NumberAt("min"), Maximum = options.NumberAt("max"), Step = Step(options) };
            case "BOOLEAN": return spec with { Type = ParameterType.Boolean };
            case "STRING": return spec;
            default: return null;
        }
    }

    static ParameterSpec Choice(ParameterSpec spec, JsonElement values)
    {
        var options = values.Elements().Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False).Take(5000)
            .Select(v => v.ValueKind == JsonValueKind.String ? new ParameterOption(v.GetString()!) : new ParameterOption(v.GetRawText(), null, v.Clone()))
            .DistinctBy(o => o.Value, StringComparer.Ordinal).ToList();
        return options.Count == 0 ? spec : spec with { Type = ParameterType.Choice, Options = options };
    }

    /// <summary>The seed of a node goes up to 2^64 - 1; a bound beyond that is none.</summary>
    static decimal? Most(decimal? maximum) => maximum > ulong.MaxValue ? null : maximum;

    static decimal? Step(JsonElement options) => options.NumberAt("step") is > 0 and { } step ? step : null;

    static string? Help(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length > 500 ? text[..500] : text;
}
