namespace ArtFactory.Engine.Production;

/// <summary>Why an item under way was asked to stop.</summary>
enum StopReason
{
    None,

    /// <summary>A person cancelled the order or the item.</summary>
    Cancelled,

    /// <summary>The process ends; another takes the item up.</summary>
    Shutdown,
}
