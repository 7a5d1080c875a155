using System.Text.Json.Serialization;

namespace ArtFactory.Imaging.Protocol;

/// <summary>Why the imaging process did not do what it was asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImagingFailure>))]
public enum ImagingFailure
{
    /// <summary>The content is none of the types that are decoded here; it was not opened by any decoder.</summary>
    NotAllowed,

    /// <summary>The type is known, but the content is damaged, cut short or empty.</summary>
    Unreadable,

    /// <summary>The dimensions, or the memory they would need, are over the limit; nothing was decoded.</summary>
    TooLarge,

    /// <summary>The file does not exist or may not be read, or the target cannot be written.</summary>
    FileSystem,

    /// <summary>A program it needs (ffmpeg) is not installed.</summary>
    ToolMissing,

    /// <summary>It took longer than its time limit and was stopped.</summary>
    TimedOut,

    /// <summary>The process died in the middle of this request.</summary>
    WorkerDied,

    /// <summary>The process could not be started at all.</summary>
    Unavailable,

    /// <summary>The request itself is wrong: unknown model, bad parameter.</summary>
    InvalidRequest,

    /// <summary>A defect of the imaging process.</summary>
    Internal,
}
