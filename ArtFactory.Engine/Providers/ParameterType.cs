namespace ArtFactory.Engine.Providers;

/// <summary>What a parameter's values are, which decides its control, its conversion and whether it may interpolate.</summary>
public enum ParameterType
{
    /// <summary>A short line of text.</summary>
    Text,

    /// <summary>Prose of several lines: the prompt and the negative prompt. Never interpolated; the expansion language applies.</summary>
    Prompt,

    /// <summary>A whole number, up to the unsigned 64-bit range (seeds).</summary>
    Integer,

    /// <summary>A decimal number, kept exactly as it was typed.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One of <see cref="ParameterSpec.Options"/>.</summary>
    Choice,

    /// <summary>A reference to a picture, clip or sound: <c>product:ID</c> or <c>upload:NAME</c>.</summary>
    Media,

    /// <summary>Anything else, edited as JSON.</summary>
    Json,
}
