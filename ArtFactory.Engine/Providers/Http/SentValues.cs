using System.Text.Json;
using ArtFactory.Data;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Compares what a provider says it was sent with what an attempt would send. Reading the one as the other costs a second payment.</summary>
static class SentValues
{
    /// <summary>Whether all of the parameters are told back. A blank may be missing; a file of ours is told as wherever it went.</summary>
    public static bool Match(JsonElement told, ParameterSet ours) => ours.All(p => Match(told.At(p.Key), p.Value));

    static bool Match(JsonElement told, JsonElement ours) => ours.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String when ours.GetString()!.Length == 0 && told.ValueKind == JsonValueKind.Undefined => true,
        JsonValueKind.String when IsReference(ours.GetString()!) => told.ValueKind == JsonValueKind.String,
        JsonValueKind.Array => told.ValueKind == JsonValueKind.Array && told.GetArrayLength() == ours.GetArrayLength()
            && told.EnumerateArray().Zip(ours.EnumerateArray()).All(pair => Match(pair.First, pair.Second)),
        JsonValueKind.Object => told.ValueKind == JsonValueKind.Object && ours.EnumerateObject().All(member => Match(told.At(member.Name), member.Value)),
        _ => told.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(told, ours),
    };

    static bool IsReference(string text) => text.StartsWith("product:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("upload:", StringComparison.OrdinalIgnoreCase);
}
