namespace ArtFactory.Benchmarks.Start;

/// <summary>A data folder that is gone after the run.</summary>
sealed class TemporaryLibrary : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("artfactory-bench-");

    public string Root => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
