namespace ArtFactory.Engine.Media.S3;

/// <summary>Section <c>Media:S3</c> of the settings: a bucket of a store that speaks the S3 protocol.</summary>
internal sealed class S3Options
{
    /// <summary>The server's address; empty for Amazon's own in <see cref="Region"/>. The operator chooses it, so it may be on a private network.</summary>
    public string? Endpoint { get; set; }

    public string Bucket { get; set; } = "";

    /// <summary>A folder in the bucket; empty for none.</summary>
    public string? Prefix { get; set; }

    public string Region { get; set; } = "us-east-1";

    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>Whether the bucket is named in the path, as most servers of one's own want it, and not in the host's name.</summary>
    public bool PathStyle { get; set; } = true;

    /// <summary>How often one request is made before the store counts as away.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>The first pause between two of those; each further one is twice as long, up to a minute.</summary>
    public double PauseSeconds { get; set; } = 0.2;

    /// <summary>How long an answer, or a part of a file, may keep us waiting; an upload gets a second more for each megabyte.</summary>
    public double TimeLimitSeconds { get; set; } = 30;

    /// <summary>Larger files are written in parts; the protocol takes at most 5120 MB in one request.</summary>
    public double MultipartAboveMegabytes { get; set; } = 1024;

    /// <summary>How large those parts are; what goes wrong with one is made again for that one. Of a file that would have more than 10,000 they are larger.</summary>
    public double PartMegabytes { get; set; } = 64;

    /// <summary>How much of the local disk holds originals that were fetched to be looked at.</summary>
    public int CacheMegabytes { get; set; } = 1024;

    public Uri Address => new(string.IsNullOrWhiteSpace(Endpoint) ? $"https://s3.{Region}.amazonaws.com" : Endpoint);

    /// <summary>The prefix with a slash at its end, or nothing.</summary>
    public string Folder => string.IsNullOrWhiteSpace(Prefix) ? "" : Prefix + "/";
}
