using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// The few requests that are made of a bucket: each with a limit of time and made again, with growing pauses, while what went wrong may
/// pass. Keys are below the configured prefix.
/// </summary>
internal sealed class Bucket : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly S3Options options;
    private readonly TimeProvider clock;
    private readonly S3Faults faults;
    private readonly OwnHostOnly door;
    private readonly OwnHttpClients clients;
    private readonly AmazonS3Client client;
    private long lastAnswer;

    /// <param name="wire">What connects to the server, when it is not the usual.</param>
    public Bucket(S3Options options, TimeProvider clock, HttpMessageHandler? wire = null)
    {
        this.options = options;
        this.clock = clock;
        faults = new(options);
        door = new(options, clock, wire ?? OwnHttpClients.Handler());
        clients = new(door);
        client = new(new BasicAWSCredentials(options.AccessKey, options.SecretKey), new AmazonS3Config
        {
            ServiceURL = options.Address.AbsoluteUri, AuthenticationRegion = options.Region, ForcePathStyle = options.PathStyle,
            HttpClientFactory = clients, AllowAutoRedirect = false, IgnoreConfiguredEndpointUrls = true, DefaultConfigurationMode = DefaultConfigurationMode.Standard,

            // Repeating is our part, by our clock; a wrong clock is told and not corrected in silence.
            RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 0, DisableClockSkewCorrection = true, Timeout = Timeout.InfiniteTimeSpan,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true, LogResponse = false,
        });
    }

    /// <summary>Now, by the server's clock: ages of objects are told by it.</summary>
    public DateTime Now => door.ServerNow;

    /// <summary>How long ago the server last answered as it should; null when it never did, or failed since.</summary>
    public TimeSpan? SinceAnswer => Interlocked.Read(ref lastAnswer) is var at and not 0 ? clock.GetElapsedTime(at) : null;

    /// <summary>The library's client, for requests made through <see cref="AskAsync"/>.</summary>
    public AmazonS3Client Client => client;

    public TimeSpan TimeLimit => TimeSpan.FromSeconds(options.TimeLimitSeconds);

    public int Attempts => options.Attempts;

    /// <summary>Writes an object unless one of that name is there; false when it is. The server checks the content against its hash.</summary>
    public Task<bool> PutNewAsync(string key, Func<Stream> content, long size, string sha256, string mimeType, CancellationToken cancellationToken) =>
        AskAsync(key, TimeLimit + TimeSpan.FromSeconds((double)size / Megabyte), async token =>
        {
            await using var stream = content();
            try
            {
                await client.PutObjectAsync(new PutObjectRequest
                {
                    BucketName = options.Bucket, Key = options.Folder + key, InputStream = stream, AutoCloseStream = false, ContentType = mimeType, IfNoneMatch = "*",
                    UseChunkEncoding = false, ChecksumAlgorithm = ChecksumAlgorithm.SHA256, ChecksumSHA256 = Convert.ToBase64String(Convert.FromHexString(sha256)),
                }, token);
                return true;
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
        }, cancellationToken);

    /// <summary>Null when no such object is there.</summary>
    public Task<ObjectFacts?> FindAsync(string key, CancellationToken cancellationToken) => AskAsync(key, TimeLimit, async token =>
    {
        try
        {
            var answer = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest
            {
                BucketName = options.Bucket, Key = options.Folder + key, ChecksumMode = ChecksumMode.ENABLED,
            }, token);
            return new ObjectFacts(answer.ContentLength, answer.LastModified?.ToUniversalTime() ?? Now, HashOf(answer.ChecksumSHA256), answer.ChecksumSHA256);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }, cancellationToken);

    /// <summary>Opens a part of an object, from its first to its last byte; who asked disposes it.</summary>
    public Task<GetObjectResponse> OpenAsync(string key, long from, long to, CancellationToken cancellationToken) => AskAsync(key, TimeLimit, async token =>
    {
        var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = options.Bucket, Key = options.Folder + key, ByteRange = new ByteRange(from, to) }, token);
        var isAsked = answer.ContentLength == to - from + 1
            && (answer.ContentRange is { Length: > 0 } range ? range.StartsWith($"bytes {from}-{to}/", StringComparison.Ordinal) : from == 0);
        if (isAsked) return answer;
        answer.Dispose();
        throw new TruncatedAnswerException($"bytes {from} to {to} of {key} were asked for, and {answer.ContentLength} bytes came ({answer.ContentRange ?? "no range"}).");
    }, cancellationToken);

    /// <summary>Whether a small object is there, with the server's own reason when it cannot be told. Asked once when <paramref name="once"/>.</summary>
    public Task<bool> HasAsync(string key, bool once, CancellationToken cancellationToken) => AskAsync(key, TimeLimit, async token =>
    {
        try
        {
            // Unlike the question for metadata alone, the answer has a body that names what is wrong.
            using var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = options.Bucket, Key = options.Folder + key }, token);
            return true;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return false;
        }
    }, cancellationToken, once ? 1 : options.Attempts);

    /// <summary>Renews an object's time; false when it is gone.</summary>
    public Task<bool> TouchAsync(string key, string mimeType, CancellationToken cancellationToken) => AskAsync(key, TimeLimit, async token =>
    {
        try
        {
            await client.CopyObjectAsync(new CopyObjectRequest
            {
                SourceBucket = options.Bucket, SourceKey = options.Folder + key, DestinationBucket = options.Bucket, DestinationKey = options.Folder + key,
                MetadataDirective = S3MetadataDirective.REPLACE, ContentType = mimeType, ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            }, token);
            return true;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return false;
        }
    }, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => AskAsync(key, TimeLimit, async token =>
    {
        await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = options.Bucket, Key = options.Folder + key }, token);
        return true;
    }, cancellationToken);

    /// <summary>All objects below a prefix, page by page.</summary>
    public async IAsyncEnumerable<(string Key, ObjectFacts Facts)> ListAsync(string below, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var from = next;
            var page = await AskAsync(below, TimeLimit, token => client.ListObjectsV2Async(new ListObjectsV2Request
            {
                BucketName = options.Bucket, Prefix = options.Folder + below, ContinuationToken = from,
            }, token), cancellationToken);
            foreach (var entry in page.S3Objects ?? [])
                yield return (entry.Key[options.Folder.Length..], new(entry.Size ?? 0, entry.LastModified?.ToUniversalTime() ?? Now, null, null));
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <summary>The pause after so many failures in a row.</summary>
    public Task RestAsync(int failures, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(options.PauseSeconds * Math.Pow(2, failures - 1), LongestPause.TotalSeconds));
        return pause > TimeSpan.Zero ? Task.Delay(pause, clock, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>The exception as the store's users know it, and the note that the server failed.</summary>
    public MediaStoreException? FaultOf(Exception e, string key)
    {
        var fault = faults.Of(e, key);
        if (fault is { IsAway: true }) Interlocked.Exchange(ref lastAnswer, 0);
        return fault;
    }

    public void Dispose()
    {
        client.Dispose();
        clients.Dispose();
        door.Dispose();
    }

    /// <summary>A limit of one answer's time for what is no longer waited for.</summary>
    public CancellationTokenSource NewPatience() => new(TimeLimit, clock);

    /// <summary>Makes a request within the limit, and again with growing pauses while what went wrong may pass.</summary>
    /// <exception cref="MediaStoreException">It went wrong for good, or as often as it may.</exception>
    public async Task<T> AskAsync<T>(string key, TimeSpan limit, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken, int? attempts = null)
    {
        for (var number = 1; ; number++)
        {
            using var patience = new CancellationTokenSource(limit, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                var answer = await ask(both.Token);
                Interlocked.Exchange(ref lastAnswer, clock.GetTimestamp());
                return answer;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (number >= (attempts ?? options.Attempts) || !S3Faults.MayPass(e))
                {
                    if (FaultOf(e, key) is { } fault) throw fault;
                    throw;
                }
            }

            await RestAsync(number, cancellationToken);
        }
    }

    // A hash of hashes of parts ("…-3") says nothing about the whole.
    private static string? HashOf(string? checksum) =>
        checksum is { Length: 44 } && !checksum.Contains('-', StringComparison.Ordinal) ? Convert.ToHexStringLower(Convert.FromBase64String(checksum)) : null;
}
