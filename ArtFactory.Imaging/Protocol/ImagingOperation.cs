using System.Text.Json.Serialization;

namespace ArtFactory.Imaging.Protocol;

/// <summary>What the imaging process can be asked to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImagingOperation>))]
public enum ImagingOperation
{
    /// <summary>Answers at once, with the same payload.</summary>
    Ping,

    /// <summary>Says which libraries and programs it works with.</summary>
    Version,

    /// <summary>Type, dimensions and duration of a file; decodes no pixels.</summary>
    Probe,

    /// <summary>Everything a product needs: facts, thumbnails, preview, perceptual hash, colours.</summary>
    Derive,

    /// <summary>Draws a picture, clip or sound with one of the studio's models.</summary>
    Draw,
}
