namespace ArtFactory.Engine.Media;

public enum MediaStoreFailure
{
    /// <summary>The path is not one that the store makes.</summary>
    InvalidPath,

    /// <summary>The path is right, but no file is there.</summary>
    NotFound,

    /// <summary>The media folder is not the one the library's files are in, as when a disk is not mounted.</summary>
    NotMounted,

    /// <summary>The file system refused: no space, no right, read-only.</summary>
    FileSystem,
}
