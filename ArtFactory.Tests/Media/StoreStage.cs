using ArtFactory.Engine.Media;
using ArtFactory.Engine.Media.S3;
using ArtFactory.Tests.Fakes.S3;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArtFactory.Tests.Media;

/// <summary>A media store of one's own, its originals in a folder or in a fake bucket. Dispose it, and it is gone.</summary>
public sealed class StoreStage : IAsyncDisposable
{
    public const string InFolder = "folder", InBucket = "s3";
    readonly List<IDisposable> _opened = [];
    readonly TimeProvider _time;
    readonly FakeS3? _bucket;

    StoreStage(FakeS3? bucket, TimeProvider time)
    {
        (_bucket, _time) = (bucket, time);
        Folder = Directory.CreateTempSubdirectory("artfactory-tests-store-").FullName;
        Store = Another("node");
    }

    public string Folder { get; }
    public MediaStore Store { get; }
    public FakeS3 Bucket => _bucket ?? throw new InvalidOperationException("This stage is in a folder.");

    public static async Task<StoreStage> CreateAsync(string place, TimeProvider? time = null) =>
        new(place == InBucket ? await FakeS3.StartAsync(time) : null, time ?? TimeProvider.System);

    /// <summary>The options of a bucket of the fake: four attempts without pauses.</summary>
    internal static S3Options OptionsOf(FakeS3 bucket, Action<S3Options>? change = null)
    {
        var options = new S3Options
        {
            Endpoint = bucket.Origin.AbsoluteUri, Bucket = FakeS3.Bucket, AccessKey = FakeS3.AccessKey, SecretKey = FakeS3.SecretKey, Prefix = "lib/one", Attempts = 4, PauseSeconds = 0,
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>The store of another node: the same originals, a cache of its own.</summary>
    public MediaStore Another(string node) => _bucket is null ? Open(node, null) : Open(node, OptionsOf(_bucket));

    internal MediaStore Open(string node, S3Options? options, HttpMessageHandler? wire = null)
    {
        var root = Path.Combine(Folder, node);
        var folders = MediaFolders.Under(root) with { Media = Path.Combine(Folder, "media") };
        if (options is null) return Kept(new MediaStore(folders, _time, NullLogger<MediaStore>.Instance));
        var originals = new S3Originals(options, folders, _time, NullLogger.Instance, wire);
        _opened.Add(originals);
        return Kept(new MediaStore(folders, _time, NullLogger<MediaStore>.Instance, originals));
    }

    /// <summary>The paths of all originals, as the place itself shows them.</summary>
    public IReadOnlyList<string> Originals() => _bucket is null
        ? Directory.Exists(InMedia("originals")) ? [.. Directory.GetFiles(InMedia("originals"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(InMedia(""), f)).Order(StringComparer.Ordinal)] : []
        : [.. Bucket.Objects.Keys.Where(k => k.StartsWith("lib/one/originals/", StringComparison.Ordinal)).Select(k => k["lib/one/".Length..]).Order(StringComparer.Ordinal)];

    public byte[] ContentOf(string path) => _bucket is null ? File.ReadAllBytes(InMedia(path)) : Bucket.Objects["lib/one/" + path].Content;

    /// <summary>Puts other bytes in an original's place, behind the store's back.</summary>
    public void Damage(string path, byte[] content)
    {
        if (_bucket is null) File.WriteAllBytes(InMedia(path), content);
        else Bucket.Objects["lib/one/" + path] = new StoredObject(content, "image/png", _time.GetUtcNow(), null);
    }

    public void Lose(string path)
    {
        if (_bucket is null) File.Delete(InMedia(path));
        else Bucket.Objects.TryRemove("lib/one/" + path, out _);
    }

    /// <summary>What lies about in temporary folders.</summary>
    public IReadOnlyList<string> TemporaryFiles() =>
        [.. Directory.GetDirectories(Folder).Select(node => Path.Combine(node, "temp")).Where(Directory.Exists)
            .SelectMany(temp => Directory.GetFiles(temp, "*", SearchOption.AllDirectories)).Where(f => Path.GetFileName(f) != ".alive")];

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened) opened.Dispose();
        if (_bucket is not null) await _bucket.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    string InMedia(string path) => Path.Combine(Folder, "media", path);

    MediaStore Kept(MediaStore store)
    {
        _opened.Add(store);
        return store;
    }
}
