using System.Text.Json.Serialization;

namespace ArtFactory.Imaging.Protocol;

[JsonConverter(typeof(JsonStringEnumConverter<MediaKind>))]
public enum MediaKind
{
    Image,
    Video,
    Audio,
}
