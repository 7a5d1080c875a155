using ArtFactory.Engine.Media;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ArtFactory.Tests.Imaging;

/// <summary>A pool of two real imaging processes, and a folder of files that ffmpeg made, shared by the tests of a class.</summary>
public sealed class ImagingFixture : IAsyncDisposable, IDisposable
{
    /// <summary>Stands for a secret in the environment of the program; no child may see it.</summary>
    public const string Canary = "ARTFACTORY_TEST_CANARY";

    private int counter;

    public ImagingFixture()
    {
        Environment.SetEnvironmentVariable(Canary, "sk-not-for-children");
        Folder = Directory.CreateTempSubdirectory("artfactory-tests-imaging-").FullName;
        Pool = NewPool(new ImagingOptions { Workers = 2 });
    }

    public string Folder { get; }

    public ImagingPool Pool { get; }

    public static ImagingPool NewPool(ImagingOptions options) => new(Options.Create(options), NullLogger<ImagingPool>.Instance);

    public string NewFile(string extension) => Path.Combine(Folder, $"{Interlocked.Increment(ref counter)}.{extension}");

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, $"out-{Interlocked.Increment(ref counter)}")).FullName;

    public string Write(string extension, byte[] content)
    {
        var path = NewFile(extension);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Makes a file with ffmpeg from one of its own sources.</summary>
    public async Task<string> MakeAsync(string extension, params string[] arguments)
    {
        var path = NewFile(extension);
        await Ffmpeg.RunAsync([.. arguments, path]);
        return path;
    }

    public Task<DerivedMedia> DeriveAsync(string path) => Pool.DeriveAsync(path, NewFolder());

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
