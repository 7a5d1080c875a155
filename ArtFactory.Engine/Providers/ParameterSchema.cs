using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArtFactory.Engine.Providers;

/// <summary>
/// The parameters of one model, in form order. Stored as JSON in <c>models.parameter_schema</c>
/// (<c>{"parameters": [...]}</c>, camelCase members, enum names in camelCase).
/// </summary>
public sealed class ParameterSchema
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    readonly Dictionary<string, ParameterSpec> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="parameters">The specs; sorted here by <see cref="ParameterSpec.Order"/>, ties in the given order.</param>
    public ParameterSchema(IEnumerable<ParameterSpec> parameters)
    {
        Parameters = [.. parameters.OrderBy(p => p.Order)];
        foreach (var parameter in Parameters) _byName.TryAdd(parameter.Name, parameter);
        foreach (var parameter in Parameters)
            foreach (var alias in parameter.Aliases) _byName.TryAdd(alias, parameter);
    }

    /// <summary>A schema that accepts nothing.</summary>
    public static ParameterSchema Empty { get; } = new([]);

    public IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>The parameter of that name or alias, without regard to case; null if there is none. A name wins over an alias.</summary>
    public ParameterSpec? Find(string nameOrAlias) => _byName.GetValueOrDefault(nameOrAlias);

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="JsonException">The text is not a schema.</exception>
    public static ParameterSchema Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return Empty;
        var document = JsonSerializer.Deserialize<Document>(json, Json);
        return document?.Parameters is { } parameters ? new(parameters) : Empty;
    }

    /// <summary>The form that is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Document(Parameters), Json);

    sealed record Document(IReadOnlyList<ParameterSpec> Parameters);
}
