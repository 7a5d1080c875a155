namespace ArtFactory.Engine.Providers;

/// <summary>What a choice takes beside its options.</summary>
public enum OtherValues
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Any text: the options are suggestions.</summary>
    Text,

    /// <summary>A size such as <c>1024x768</c>, which is kept as that text and sent as an object of width and height.</summary>
    Size,
}
