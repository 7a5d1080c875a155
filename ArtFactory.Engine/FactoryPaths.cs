namespace ArtFactory.Engine;

/// <summary>The data folder and its rooms: everything that must be kept, and everything that can be made again, lives under one folder.</summary>
public sealed record FactoryPaths
{
    /// <summary>Names the data folder when no option does.</summary>
    public const string Variable = "ARTFACTORY_DATA";

    FactoryPaths(string root) => Root = root;

    /// <summary>The data folder, absolute.</summary>
    public string Root { get; }

    /// <summary>The SQLite file of the library.</summary>
    public string Database => Path.Combine(DatabaseFolder, "factory.db");

    public string DatabaseFolder => Path.Combine(Root, "db");

    /// <summary>Originals: what was made and cannot be made again.</summary>
    public string Media => Path.Combine(Root, "media");

    /// <summary>Thumbnails and previews: what can be made again from the originals.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>The key ring that seals secrets; readable by the owner alone.</summary>
    public string Keys => Path.Combine(Root, "keys");

    public string Backups => Path.Combine(Root, "backups");

    /// <summary>What is being written; on the file system of <see cref="Media"/>, because files arrive by renaming.</summary>
    public string Temporary => Path.Combine(Root, "temp");

    /// <summary>The folder given, or the one the environment names, or <c>data</c> in the current folder.</summary>
    public static FactoryPaths At(string? folder = null)
    {
        if (string.IsNullOrWhiteSpace(folder)) folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(folder)) folder = "data";
        return new(Path.GetFullPath(folder));
    }

    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="InvalidInputException">The data folder cannot be made or written to.</exception>
    public FactoryPaths Create()
    {
        try
        {
            foreach (var folder in (string[])[DatabaseFolder, Media, Cache, Backups, Temporary]) Directory.CreateDirectory(folder);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Keys);
            else Directory.CreateDirectory(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException("data", $"The data folder {Root} cannot be used: {e.Message} Choose another with --data DIR or {Variable}.");
        }
    }
}
