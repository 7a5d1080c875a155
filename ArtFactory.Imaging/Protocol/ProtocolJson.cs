using System.Text.Json.Serialization;

namespace ArtFactory.Imaging.Protocol;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ImagingRequest))]
[JsonSerializable(typeof(ImagingResponse))]
public sealed partial class ProtocolJson : JsonSerializerContext;
