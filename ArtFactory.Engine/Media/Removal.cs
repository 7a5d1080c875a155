namespace ArtFactory.Engine.Media;

/// <summary>How an attempt to remove an original ended.</summary>
public enum Removal
{
    /// <summary>It is gone, now or before.</summary>
    Gone,

    /// <summary>Something needs it; it stays.</summary>
    Needed,

    /// <summary>It was touched lately: whoever did may be about to need it. Ask again later.</summary>
    Waits,
}
