namespace ArtFactory.Engine.Media;

/// <summary>
/// Where files live. <paramref name="Temporary"/> must be on the file system of <paramref name="Cache"/>, because files arrive by renaming;
/// when <paramref name="Media"/> is on another (a share), originals are carried there first.
/// </summary>
/// <param name="Media">Holds <c>originals/</c>: what was made and cannot be made again.</param>
/// <param name="Cache">Holds <c>thumbnails/</c>: what can be made again from the originals.</param>
/// <param name="Temporary">Holds what is being written; emptied at start.</param>
public sealed record MediaFolders(string Media, string Cache, string Temporary)
{
    /// <summary>The usual places under a data folder.</summary>
    public static MediaFolders Under(string dataFolder) => new(
        Path.Combine(dataFolder, "media"),
        Path.Combine(dataFolder, "cache"),
        Path.Combine(dataFolder, "temp"));
}
