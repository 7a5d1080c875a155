using System.Globalization;
using System.Text.Json.Nodes;

namespace ArtFactory.Engine.Providers;

/// <summary>
/// Where a file goes in what is sent: <c>image</c> is a member, <c>image_refs[1]</c> the second element of one. These are the names of
/// <see cref="GenerationRequest.Inputs"/>.
/// </summary>
static class InputPlace
{
    /// <summary>The name of the parameter, without the place in its list.</summary>
    public static string ParameterOf(string place) => place.EndsWith(']') && place.LastIndexOf('[') is var at and > 0 ? place[..at] : place;

    /// <summary>The place of an element of a list.</summary>
    public static string InList(string parameter, int index) => string.Create(CultureInfo.InvariantCulture, $"{parameter}[{index}]");

    /// <summary>Puts a value in its place; a list grows as far as it must.</summary>
    public static void Put(JsonObject body, string place, JsonNode value)
    {
        var parameter = ParameterOf(place);
        if (parameter.Length == place.Length || !int.TryParse(place[(parameter.Length + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            body[place] = value;
            return;
        }

        if (body[parameter] is not JsonArray list) body[parameter] = list = [];
        while (list.Count <= index) list.Add(null);
        list[index] = value;
    }
}
