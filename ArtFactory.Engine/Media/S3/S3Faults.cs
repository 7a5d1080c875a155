using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace ArtFactory.Engine.Media.S3;

/// <summary>What goes wrong with a bucket, in a line that says what to do. Keys are never part of it.</summary>
internal sealed class S3Faults(S3Options options)
{
    private string Where => $"bucket {options.Bucket} at {options.Address.GetLeftPart(UriPartial.Authority)}";

    /// <summary>Whether the same request may well succeed in a moment.</summary>
    public static bool MayPass(Exception e) => e switch
    {
        ElsewhereException => false,
        _ when e.InnerException is ElsewhereException => false,
        AmazonS3Exception { ErrorCode: "RequestTimeTooSkewed" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "NoSuchBucket" or "AccessDenied" } => false,
        AmazonServiceException { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict } => true,

        // The store looked at the bytes and they were not what the request says: they were hurt on their way.
        AmazonServiceException { ErrorCode: "BadDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch" or "IncompleteBody" or "RequestTimeout" or "SlowDown" or "InternalError" } => true,
        AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } => false,
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException or System.Xml.XmlException or TruncatedAnswerException => true,
        _ => false,
    };

    /// <summary>The exception as the store's users know it; null for one that is not the bucket's.</summary>
    public MediaStoreException? Of(Exception e, string key) => e switch
    {
        MediaStoreException known => known,
        ElsewhereException elsewhere => Away($"The storage ({Where}) points to {elsewhere.Host}; redirects are not followed. Set Media:S3:Endpoint and Media:S3:Region to where the bucket is.", e),
        _ when e.InnerException is ElsewhereException inner => Of(inner, key),
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => Away($"There is no {Where}. Create it, or correct Media:S3:Bucket.", e),
        AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" } => Away($"The storage ({Where}) does not know the key. Correct Media:S3:AccessKey and Media:S3:SecretKey.", e),
        AmazonS3Exception { ErrorCode: "RequestTimeTooSkewed" } => Away($"The storage ({Where}) refuses requests because the clocks differ. Set this machine's clock, or the server's.", e),
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } => new(MediaStoreFailure.NotFound, $"The file {key} is missing from the store.", e),
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } =>
            Away($"The storage ({Where}) refuses this key. It needs the rights to read, write, delete and list there.", e),
        AmazonServiceException { StatusCode: HttpStatusCode.InsufficientStorage } or AmazonServiceException { ErrorCode: "QuotaExceeded" or "XMinioStorageFull" } =>
            new(MediaStoreFailure.FileSystem, $"The storage ({Where}) is full.", e),
        AmazonServiceException { StatusCode: HttpStatusCode.NotImplemented } => new(MediaStoreFailure.FileSystem, $"The storage ({Where}) cannot do what is asked: {e.Message}", e),
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } or AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } =>
            Away($"The storage ({Where}) is in trouble: {e.Message}", e),
        AmazonServiceException { StatusCode: >= HttpStatusCode.BadRequest } => new(MediaStoreFailure.FileSystem, $"The storage ({Where}) refused {key}: {e.Message}", e),
        TruncatedAnswerException or System.Xml.XmlException => Away($"The storage ({Where}) answers in parts only: {e.Message}", e),
        _ when MayPass(e) => Away($"The storage ({Where}) cannot be reached: {Reason(e)} See that it runs and that Media:S3:Endpoint is right.", e),
        _ => null,
    };

    private static string Reason(Exception e)
    {
        if (e is OperationCanceledException) return "it did not answer in time.";
        var inner = e;
        while (inner.InnerException is { } next) inner = next;
        return inner is OperationCanceledException ? "it did not answer in time." : inner.Message.TrimEnd('.') + ".";
    }

    private static MediaStoreException Away(string message, Exception e) => new(MediaStoreFailure.NotMounted, message, e);
}
