using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// Writes and renews objects that are too large for one request, in parts: each with its hash, each made again by itself while what went
/// wrong may pass. The object appears whole, by one request at the end, and a write that fails takes its parts along.
/// </summary>
internal sealed class MultipartWriter(Bucket bucket, S3Options options, ILogger logger)
{
    private const int Megabyte = 1024 * 1024;
    private const int BufferBytes = 128 * 1024;

    /// <summary>As the protocol has it.</summary>
    private const int MostParts = 10_000;

    /// <summary>Longer than any write takes: one that was begun so long ago is of a process that died.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(7);

    /// <summary>Whether an object of that size goes in parts.</summary>
    public bool Takes(long size) => size > options.MultipartAboveMegabytes * Megabyte;

    /// <summary>Writes a file unless an object of that name is there; false when it is, or another was faster.</summary>
    public async Task<bool> PutNewAsync(string key, string path, long size, string mimeType, CancellationToken cancellationToken)
    {
        // The condition is judged at the end, when all has been sent.
        if (await bucket.FindAsync(key, cancellationToken) is not null) return false;
        return await WriteAsync(key, size, mimeType, "*", (upload, part) => SendAsync(key, upload, path, part, cancellationToken), cancellationToken);
    }

    /// <summary>Renews an object's time by writing it anew from itself, within the store; false when it is gone.</summary>
    public Task<bool> TouchAsync(string key, long size, string mimeType, CancellationToken cancellationToken) =>
        WriteAsync(key, size, mimeType, null, (upload, part) => CopyAsync(key, upload, part, cancellationToken), cancellationToken);

    /// <summary>What a store tells as the checksum of such a file that it has in our parts: the hash of the parts' hashes, and how many there are.</summary>
    public async Task<string> ChecksumAsync(string path, long size, CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        foreach (var part in Parts(size))
        {
            whole.AppendData(await HashAsync(path, part, cancellationToken));
            count++;
        }

        return $"{Convert.ToBase64String(whole.GetHashAndReset())}-{count}";
    }

    /// <summary>Ends what processes that died have begun below a prefix.</summary>
    public async Task ClearAsync(string below, CancellationToken cancellationToken)
    {
        (string? Key, string? Upload) next = default;
        do
        {
            var from = next;
            var page = await bucket.AskAsync(below, bucket.TimeLimit, token => bucket.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest
            {
                BucketName = options.Bucket, Prefix = options.Folder + below, KeyMarker = from.Key, UploadIdMarker = from.Upload,
            }, token), cancellationToken, attempts: 1);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                if (!(bucket.Now - upload.Initiated?.ToUniversalTime() > Abandoned)) continue;
                logger.LogInformation("An upload of {Key} that was never finished is cleared away", upload.Key);
                await AbortAsync(upload.Key[options.Folder.Length..], upload.UploadId);
            }

            next = page.IsTruncated == true ? (page.NextKeyMarker, page.NextUploadIdMarker) : default;
        }
        while (next.Key is not null);
    }

    /// <param name="key">The object's.</param>
    /// <param name="size">In bytes.</param>
    /// <param name="mimeType">Of its content.</param>
    /// <param name="unless"><c>*</c> for an object that must not be there; null when it may.</param>
    /// <param name="send">Brings one part there; null when there is nothing to take it from.</param>
    /// <param name="cancellationToken">Ends the write, and clears away what was sent.</param>
    private async Task<bool> WriteAsync(string key, long size, string mimeType, string? unless, Func<string, Part, Task<PartETag?>> send, CancellationToken cancellationToken)
    {
        var upload = await BeginAsync(key, mimeType, cancellationToken);
        var isWritten = false;
        try
        {
            var sent = new List<PartETag>();
            foreach (var part in Parts(size))
            {
                if (await send(upload, part) is not { } one) return false;
                sent.Add(one);
            }

            return isWritten = await CompleteAsync(key, upload, sent, unless, cancellationToken);
        }
        finally
        {
            if (!isWritten) await AbortAsync(key, upload);
        }
    }

    private Task<string> BeginAsync(string key, string mimeType, CancellationToken cancellationToken) => bucket.AskAsync(key, bucket.TimeLimit, async token =>
    {
        var answer = await bucket.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = options.Bucket, Key = options.Folder + key, ContentType = mimeType, ChecksumAlgorithm = ChecksumAlgorithm.SHA256, ChecksumType = ChecksumType.COMPOSITE,
        }, token);
        return answer.UploadId is { Length: > 0 } id ? id : throw new TruncatedAnswerException($"an upload of {key} was begun, and its number did not come.");
    }, cancellationToken);

    private async Task<PartETag?> SendAsync(string key, string upload, string path, Part part, CancellationToken cancellationToken)
    {
        var hash = Convert.ToBase64String(await HashAsync(path, part, cancellationToken));
        return await bucket.AskAsync(key, bucket.TimeLimit + TimeSpan.FromSeconds((double)part.Length / Megabyte), async token =>
        {
            await using var file = Open(path);
            file.Position = part.From;
            try
            {
                var answer = await bucket.Client.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = options.Bucket, Key = options.Folder + key, UploadId = upload, PartNumber = part.Number, PartSize = part.Length, InputStream = file,
                    UseChunkEncoding = false, ChecksumAlgorithm = ChecksumAlgorithm.SHA256, ChecksumSHA256 = hash,
                }, token);
                return Sent(key, part, answer.ETag, hash);
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
            {
                throw Ended(key, e);
            }
        }, cancellationToken);
    }

    private Task<PartETag?> CopyAsync(string key, string upload, Part part, CancellationToken cancellationToken) =>
        bucket.AskAsync<PartETag?>(key, bucket.TimeLimit + TimeSpan.FromSeconds((double)part.Length / Megabyte), async token =>
        {
            try
            {
                var answer = await bucket.Client.CopyPartAsync(new CopyPartRequest
                {
                    SourceBucket = options.Bucket, SourceKey = options.Folder + key, DestinationBucket = options.Bucket, DestinationKey = options.Folder + key,
                    UploadId = upload, PartNumber = part.Number, FirstByte = part.From, LastByte = part.From + part.Length - 1,
                }, token);
                return Sent(key, part, answer.ETag, answer.ChecksumSHA256);
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
            {
                return null;
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
            {
                throw Ended(key, e);
            }
        }, cancellationToken);

    /// <summary>False when the object is not of this write: one was there, or an answer was lost and this is the second time.</summary>
    private Task<bool> CompleteAsync(string key, string upload, List<PartETag> sent, string? unless, CancellationToken cancellationToken) =>
        bucket.AskAsync(key, bucket.TimeLimit + TimeSpan.FromSeconds(sent.Count), async token =>
        {
            try
            {
                var answer = await bucket.Client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
                {
                    BucketName = options.Bucket, Key = options.Folder + key, UploadId = upload, PartETags = sent, IfNoneMatch = unless, ChecksumType = ChecksumType.COMPOSITE,
                }, token);

                // A store may say that all is well before it knows, and tell of an error only in what follows.
                return answer.ETag is { Length: > 0 } ? true : throw new TruncatedAnswerException($"the parts of {key} were to be joined, and the answer does not say that they were.");
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed || e.ErrorCode is "NoSuchUpload" or "ConditionalRequestConflict")
            {
                return false;
            }
        }, cancellationToken);

    /// <summary>Clears away what was sent, also when the write itself is not wanted any more.</summary>
    private async Task AbortAsync(string key, string upload)
    {
        using var patience = bucket.NewPatience();
        try
        {
            await bucket.AskAsync(key, bucket.TimeLimit, async token =>
            {
                try
                {
                    await bucket.Client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = options.Bucket, Key = options.Folder + key, UploadId = upload }, token);
                }
                catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
                {
                    // There is nothing left of it.
                }

                return true;
            }, patience.Token);
        }
        catch (Exception e) when (e is MediaStoreException or OperationCanceledException)
        {
            logger.LogWarning(e, "Parts of {Key} stay behind in the storage; a start after a week clears them away", key);
        }
    }

    private static PartETag Sent(string key, Part part, string? etag, string? hash) => etag is { Length: > 0 }
        ? new PartETag(part.Number, etag) { ChecksumSHA256 = hash }
        : throw new TruncatedAnswerException($"part {part.Number} of {key} was sent, and its mark did not come.");

    private static MediaStoreException Ended(string key, Exception e) =>
        new(MediaStoreFailure.NotMounted, $"The storage ended the upload of {key} before all parts were there. It begins anew when it is tried again.", e);

    private IEnumerable<Part> Parts(long size)
    {
        var length = Math.Max((long)(options.PartMegabytes * Megabyte), (size + MostParts - 1) / MostParts);
        var number = 0;
        for (var from = 0L; from < size; from += length) yield return new(++number, from, Math.Min(length, size - from));
    }

    private static async Task<byte[]> HashAsync(string path, Part part, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        file.Position = part.From;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (var left = part.Length; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
            if (read == 0) throw new MediaStoreException(MediaStoreFailure.FileSystem, $"The file {path} became shorter while it was sent.");
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return hash.GetHashAndReset();
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);

    /// <param name="Number">From 1.</param>
    /// <param name="From">The first byte.</param>
    /// <param name="Length">In bytes.</param>
    private readonly record struct Part(int Number, long From, long Length);
}
