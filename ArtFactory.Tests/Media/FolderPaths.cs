using ArtFactory.Engine.Media;

namespace ArtFactory.Tests;

/// <summary>What a look into the folder of originals needs.</summary>
static class FolderPaths
{
    /// <summary>Where a store in a folder has an original; the file may not exist.</summary>
    public static string ResolveOriginal(this MediaStore store, string relativePath) => StorePath.Resolve(store.Folders.Media, MediaStore.OriginalsFolder, relativePath);
}
