namespace ArtFactory.Engine.Media;

public enum MediaStoreFailure
{
    /// <summary>The path is not one that the store makes.</summary>
    InvalidPath,

    /// <summary>The path is right, but no file is there.</summary>
    NotFound,

    /// <summary>The place is away, or not the one the library's files are in: a disk is not mounted, a bucket does not answer.</summary>
    NotMounted,

    /// <summary>The file system refused: no space, no right, read-only.</summary>
    FileSystem,

    /// <summary>The file is there, but it is not what its name promises.</summary>
    Damaged,
}
