using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace ArtFactory.Tests.Fakes.S3;

/// <summary>The fake's uploads in parts: begun, filled, joined or given up.</summary>
sealed class FakeUploads(FakeS3 store)
{
    readonly ConcurrentDictionary<string, Upload> _open = new(StringComparer.Ordinal);
    int _last;

    /// <summary>What is open: the key of each and how many parts it has.</summary>
    public IReadOnlyList<(string Key, int Parts)> Open => [.. _open.Values.Select(u => (u.Key, u.Parts.Count))];

    /// <summary>Puts in what a process that died left behind.</summary>
    public void Leave(string key, DateTimeOffset begun, byte[] part)
    {
        var upload = new Upload(key, "image/png", begun);
        upload.Parts[1] = part;
        _open[NewId()] = upload;
    }

    public async Task AnswerAsync(HttpContext context, string act, string key, byte[] body, S3Trouble? trouble)
    {
        var id = context.Request.Query["uploadId"].ToString();
        if (act is "create")
        {
            // Without it, the hashes of the parts would not be kept.
            if (context.Request.Headers["x-amz-checksum-algorithm"] != "SHA256") await FakeS3.ErrorAsync(context, 400, "InvalidRequest");
            else await CreateAsync(context, key, trouble);
        }
        else if (act is "uploads") await ListAsync(context, trouble);
        else if (!_open.TryGetValue(id, out var upload) || upload.Key != key) await FakeS3.ErrorAsync(context, 404, "NoSuchUpload");
        else if (act is "part") await PartAsync(context, upload, body, trouble);
        else if (act is "part-copy") await CopyAsync(context, upload, trouble);
        else if (act is "complete") await CompleteAsync(context, id, upload, body, trouble);
        else await AbortAsync(context, id, trouble);
    }

    string NewId() => $"upload-{Interlocked.Increment(ref _last)}";

    Task CreateAsync(HttpContext context, string key, S3Trouble? trouble)
    {
        var id = NewId();
        _open[id] = new(key, context.Request.ContentType ?? "", store.Time.GetUtcNow());
        return IsGone(context, trouble) ? Task.CompletedTask : FakeS3.XmlAsync(context, 200, new XElement("InitiateMultipartUploadResult",
            new XElement("Bucket", FakeS3.Bucket), new XElement("Key", key), new XElement("UploadId", id)), trouble);
    }

    Task PartAsync(HttpContext context, Upload upload, byte[] body, S3Trouble? trouble)
    {
        if (context.Request.Headers["x-amz-checksum-sha256"] != HashOf(body)) return FakeS3.ErrorAsync(context, 400, "BadDigest");
        var kept = trouble is S3Trouble.KeepHalf ? body[..(body.Length / 2)] : body;
        upload.Parts[NumberOf(context)] = kept;
        if (IsGone(context, trouble)) return Task.CompletedTask;
        context.Response.Headers.ETag = FakeS3.ETagOf(body);
        if (!store.TellsNoChecksums) context.Response.Headers["x-amz-checksum-sha256"] = HashOf(body);
        return Task.CompletedTask;
    }

    Task CopyAsync(HttpContext context, Upload upload, S3Trouble? trouble)
    {
        if (!store.Objects.TryGetValue(FakeS3.SourceOf(context), out var source)) return FakeS3.ErrorAsync(context, 404, "NoSuchKey");
        var range = context.Request.Headers["x-amz-copy-source-range"].ToString()["bytes=".Length..].Split('-');
        var (from, to) = (int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[1], CultureInfo.InvariantCulture));
        if (to >= source.Content.Length) return FakeS3.ErrorAsync(context, 416, "InvalidRange");
        var part = source.Content[from..(to + 1)];
        upload.Parts[NumberOf(context)] = part;
        return IsGone(context, trouble) ? Task.CompletedTask : FakeS3.XmlAsync(context, 200, new XElement("CopyPartResult",
            new XElement("LastModified", FakeS3.Stamp(source.Modified)), new XElement("ETag", FakeS3.ETagOf(part)), new XElement("ChecksumSHA256", HashOf(part))), trouble);
    }

    Task CompleteAsync(HttpContext context, string id, Upload upload, byte[] body, S3Trouble? trouble)
    {
        // The store has said 200 before it knew.
        if (trouble is S3Trouble.ErrorInBody error)
            return FakeS3.XmlAsync(context, 200, new XElement("Error", new XElement("Code", error.Code), new XElement("Message", $"The fake says {error.Code}.")));
        var named = XDocument.Load(new MemoryStream(body)).Descendants().Where(e => e.Name.LocalName == "Part")
            .Select(p => p.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value, StringComparer.Ordinal)).ToList();
        var parts = new List<byte[]>();
        foreach (var part in named)
        {
            if (!upload.Parts.TryGetValue(int.Parse(part["PartNumber"], CultureInfo.InvariantCulture), out var content)) return FakeS3.ErrorAsync(context, 400, "InvalidPart");
            parts.Add(content);
        }

        // Each is named, in order, by the mark and the hash that were told when it was sent.
        if (named.Count != upload.Parts.Count || !named.Select(p => int.Parse(p["PartNumber"], CultureInfo.InvariantCulture)).SequenceEqual(Enumerable.Range(1, named.Count))
            || named.Any(p => !p.ContainsKey("ETag") || !p.ContainsKey("ChecksumSHA256")))
            return FakeS3.ErrorAsync(context, 400, "InvalidPart");
        var hash = $"{Convert.ToBase64String(SHA256.HashData([.. parts.SelectMany(SHA256.HashData)]))}-{parts.Count}";
        var made = new StoredObject([.. parts.SelectMany(p => p)], upload.Type, store.Time.GetUtcNow(), store.TellsNoChecksums ? null : hash);
        var isNew = context.Request.Headers.IfNoneMatch != "*" || store.IgnoresConditions;
        if (isNew) store.Objects[upload.Key] = made;
        else if (!store.Objects.TryAdd(upload.Key, made)) return FakeS3.ErrorAsync(context, 412, "PreconditionFailed");
        _open.TryRemove(id, out _);
        return IsGone(context, trouble) ? Task.CompletedTask : FakeS3.XmlAsync(context, 200, new XElement("CompleteMultipartUploadResult",
            new XElement("Bucket", FakeS3.Bucket), new XElement("Key", upload.Key), new XElement("ETag", $"\"{hash[..16]}-{parts.Count}\"")), trouble);
    }

    Task AbortAsync(HttpContext context, string id, S3Trouble? trouble)
    {
        _open.TryRemove(id, out _);
        context.Response.StatusCode = 204;
        IsGone(context, trouble);
        return Task.CompletedTask;
    }

    Task ListAsync(HttpContext context, S3Trouble? trouble)
    {
        var query = context.Request.Query;
        var (prefix, key, id) = (query["prefix"].ToString(), query["key-marker"].ToString(), query["upload-id-marker"].ToString());
        var rest = _open.Where(u => u.Value.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(u => u.Value.Key, StringComparer.Ordinal).ThenBy(u => u.Key, StringComparer.Ordinal)
            .Where(u => string.CompareOrdinal(u.Value.Key, key) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(u.Key, id) > 0))).ToList();
        var page = rest.Take(store.PageSize).ToList();
        var isMore = rest.Count > page.Count;
        return FakeS3.XmlAsync(context, 200, new XElement("ListMultipartUploadsResult",
            new XElement("Bucket", FakeS3.Bucket), new XElement("Prefix", prefix), new XElement("MaxUploads", store.PageSize), new XElement("IsTruncated", isMore ? "true" : "false"),
            isMore ? new XElement("NextKeyMarker", page[^1].Value.Key) : null, isMore ? new XElement("NextUploadIdMarker", page[^1].Key) : null,
            page.Select(u => new XElement("Upload", new XElement("Key", u.Value.Key), new XElement("UploadId", u.Key), new XElement("Initiated", FakeS3.Stamp(u.Value.Begun))))), trouble);
    }

    /// <summary>Whether the connection breaks before the answer; then it is broken.</summary>
    static bool IsGone(HttpContext context, S3Trouble? trouble)
    {
        if (trouble is not S3Trouble.DropAnswer) return false;
        context.Abort();
        return true;
    }

    static int NumberOf(HttpContext context) => int.Parse(context.Request.Query["partNumber"].ToString(), CultureInfo.InvariantCulture);

    static string HashOf(byte[] content) => Convert.ToBase64String(SHA256.HashData(content));

    sealed record Upload(string Key, string Type, DateTimeOffset Begun)
    {
        public ConcurrentDictionary<int, byte[]> Parts { get; } = new();
    }
}
