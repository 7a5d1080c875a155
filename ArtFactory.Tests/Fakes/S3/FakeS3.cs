using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace ArtFactory.Tests.Fakes.S3;

/// <summary>
/// A store on loopback that speaks as much of the S3 protocol as the factory uses, over real HTTP: conditional writes, checksums, ranges,
/// lists in pages, signatures that are checked. What goes wrong is scripted.
/// </summary>
public sealed class FakeS3 : IAsyncDisposable
{
    public const string Bucket = "art";
    public const string AccessKey = "FAKEACCESSKEY0001";
    public const string SecretKey = "fake-secret-key-that-nobody-may-see";
    readonly List<(Func<S3Call, bool> When, S3Trouble Trouble, int Times)> _troubles = [];
    readonly Lock _gate = new();
    readonly FakeUploads _uploads;
    WebApplication? _app;

    FakeS3() => _uploads = new(this);

    public ConcurrentDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);
    public ConcurrentQueue<S3Call> Calls { get; } = new();

    /// <summary>Uploads in parts that are neither finished nor given up, by the key, and how many parts each has.</summary>
    public IReadOnlyList<(string Key, int Parts)> OpenUploads => _uploads.Open;

    public Uri Origin { get; private set; } = new("http://127.0.0.1");

    /// <summary>The server's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How many keys one page of a list holds.</summary>
    public int PageSize { get; set; } = 1000;

    public TimeSpan Latency { get; set; }

    /// <summary>As older servers do.</summary>
    public bool IgnoresConditions { get; set; }

    /// <summary>As some servers do.</summary>
    public bool TellsNoChecksums { get; set; }

    /// <summary>Every request breaks off, as if the server were not there.</summary>
    public bool IsDown { get; set; }

    /// <summary>What goes wrong by chance, beside what is scripted.</summary>
    public Func<S3Call, S3Trouble?>? ByChance { get; set; }

    public static async Task<FakeS3> StartAsync(TimeProvider? time = null)
    {
        var fake = new FakeS3 { Time = time ?? TimeProvider.System };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        fake._app = builder.Build();
        fake._app.Run(fake.AnswerAsync);
        await fake._app.StartAsync();
        fake.Origin = new(fake._app.Urls.First());
        return fake;
    }

    /// <summary>Puts in an upload that a process which died has begun, with one part.</summary>
    public void LeaveUpload(string key, DateTimeOffset begun, byte[] part) => _uploads.Leave(key, begun, part);

    /// <summary>The next requests of that kind go wrong.</summary>
    public void Fail(S3Trouble trouble, int times = 1, string? act = null, string? key = null)
    {
        lock (_gate) _troubles.Add((c => (act is null || c.Act == act) && (key is null || c.Key.Contains(key, StringComparison.Ordinal)), trouble, times));
    }

    public int Count(string act, string? key = null) => Calls.Count(c => c.Act == act && (key is null || c.Key.Contains(key, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await _app!.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // A connection was kept open on purpose.
        }

        await _app!.DisposeAsync();
    }

    async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        // The bucket is named in the path, or in the host's name.
        var asked = request.Path.Value!.TrimStart('/');
        if (request.Host.Host.EndsWith(".localhost", StringComparison.Ordinal)) asked = $"{request.Host.Host[..^".localhost".Length]}/{asked}";
        var path = asked.Split('/', 2);
        var key = path.Length > 1 ? path[1] : "";
        var act = request.Method switch
        {
            "PUT" when request.Query.ContainsKey("uploadId") => request.Headers.ContainsKey("x-amz-copy-source") ? "part-copy" : "part",
            "PUT" when request.Headers.ContainsKey("x-amz-copy-source") => "copy",
            "POST" => request.Query.ContainsKey("uploads") ? "create" : "complete",
            "DELETE" when request.Query.ContainsKey("uploadId") => "abort",
            "GET" when key.Length == 0 => request.Query.ContainsKey("uploads") ? "uploads" : "list",
            var method => method.ToLowerInvariant(),
        };
        var call = new S3Call(act, act is "list" or "uploads" ? request.Query["prefix"].ToString() : key, request.Headers.Range.ToString());
        Calls.Enqueue(call);
        response.Headers.Date = HeaderUtilities.FormatDate(Time.GetUtcNow());
        response.Headers["x-amz-request-id"] = "fake";
        if (Latency > TimeSpan.Zero) await Task.Delay(Latency, TimeProvider.System, context.RequestAborted);
        if (IsDown)
        {
            context.Abort();
            return;
        }

        var trouble = Take(call);
        if (trouble is S3Trouble.WaitFor wait) await wait.Gate;
        if (trouble is S3Trouble.Silence) await Departure.AwaitAsync(context);
        if (trouble is S3Trouble.Drop or S3Trouble.Silence)
        {
            context.Abort();
            return;
        }

        if (trouble is S3Trouble.Refuse refuse)
        {
            foreach (var (name, value) in refuse.Headers ?? new Dictionary<string, string>()) response.Headers[name] = value;
            await ErrorAsync(context, refuse.Status, refuse.Code);
            return;
        }

        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (Signature.FaultOf(request, target, body.ToArray(), AccessKey, SecretKey) is { } fault) await ErrorAsync(context, 403, fault);
        else if (path[0] != Bucket) await ErrorAsync(context, 404, "NoSuchBucket");
        else await ActAsync(context, act, key, body.ToArray(), trouble);
    }

    S3Trouble? Take(S3Call call)
    {
        lock (_gate)
        {
            var at = _troubles.FindIndex(t => t.When(call));
            if (at < 0) return ByChance?.Invoke(call);
            var (when, trouble, times) = _troubles[at];
            if (times > 1) _troubles[at] = (when, trouble, times - 1);
            else _troubles.RemoveAt(at);
            return trouble;
        }
    }

    Task ActAsync(HttpContext context, string act, string key, byte[] body, S3Trouble? trouble) => act switch
    {
        "put" => PutAsync(context, key, body, trouble),
        "copy" => CopyAsync(context, key, trouble),
        "get" or "head" => GetAsync(context, key, act == "head", trouble),
        "delete" => DeleteAsync(context, key, trouble),
        "list" => ListAsync(context, trouble),
        "create" or "part" or "part-copy" or "complete" or "abort" or "uploads" => _uploads.AnswerAsync(context, act, key, body, trouble),
        _ => ErrorAsync(context, 405, "MethodNotAllowed"),
    };

    async Task PutAsync(HttpContext context, string key, byte[] body, S3Trouble? trouble)
    {
        var declared = context.Request.Headers["x-amz-checksum-sha256"].ToString();
        if (declared.Length == 0)
        {
            await ErrorAsync(context, 400, "InvalidRequest");
            return;
        }

        if (declared != Convert.ToBase64String(SHA256.HashData(body)))
        {
            await ErrorAsync(context, 400, "BadDigest");
            return;
        }

        var kept = trouble is S3Trouble.KeepHalf ? body[..(body.Length / 2)] : body;
        var made = new StoredObject(kept, context.Request.ContentType ?? "", Time.GetUtcNow(), TellsNoChecksums ? null : Convert.ToBase64String(SHA256.HashData(kept)));
        var isNew = context.Request.Headers.IfNoneMatch != "*" || IgnoresConditions;
        if (isNew) Objects[key] = made;
        else isNew = Objects.TryAdd(key, made);
        if (trouble is S3Trouble.DropAnswer) context.Abort();
        else if (!isNew) await ErrorAsync(context, 412, "PreconditionFailed");
        else context.Response.Headers.ETag = ETagOf(made);
    }

    async Task CopyAsync(HttpContext context, string key, S3Trouble? trouble)
    {
        var source = SourceOf(context);
        if (!Objects.TryGetValue(source, out var original))
        {
            await ErrorAsync(context, 404, "NoSuchKey");
            return;
        }

        // In one step with a removal at the same time: a copy is of what is there.
        var made = original with { Modified = Time.GetUtcNow() };
        if (source == key ? !Objects.TryUpdate(key, made, original) : !Objects.TryAdd(key, made))
        {
            await ErrorAsync(context, 404, "NoSuchKey");
            return;
        }

        if (trouble is S3Trouble.DropAnswer) context.Abort();
        else await XmlAsync(context, 200, new XElement("CopyObjectResult", new XElement("LastModified", Stamp(made.Modified)), new XElement("ETag", ETagOf(made))));
    }

    async Task GetAsync(HttpContext context, string key, bool isHead, S3Trouble? trouble)
    {
        if (!Objects.TryGetValue(key, out var found))
        {
            await ErrorAsync(context, 404, "NoSuchKey");
            return;
        }

        var response = context.Response;
        var content = found.Content;
        response.Headers.ETag = ETagOf(found);
        response.Headers.LastModified = HeaderUtilities.FormatDate(found.Modified);
        response.ContentType = found.Type;
        if (found.Sha256 is not null && context.Request.Headers["x-amz-checksum-mode"] == "ENABLED") response.Headers["x-amz-checksum-sha256"] = found.Sha256;
        if (context.Request.Headers.Range.ToString() is { Length: > 0 } range)
        {
            var (from, to) = (int.Parse(range["bytes=".Length..range.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture),
                int.Parse(range[(range.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture));
            to = Math.Min(to, content.Length - 1);
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
            content = content[from..(to + 1)];
        }

        if (trouble is S3Trouble.Shorten) content = content[..(content.Length / 2)];
        if (trouble is S3Trouble.Flip) content = [.. content[..^1], (byte)(content[^1] ^ 1)];
        response.ContentLength = content.Length;
        if (trouble is S3Trouble.DropAnswer) context.Abort();
        else if (!isHead) await WriteAsync(context, content, trouble);
    }

    async Task DeleteAsync(HttpContext context, string key, S3Trouble? trouble)
    {
        Objects.TryRemove(key, out _);
        context.Response.StatusCode = 204;
        if (trouble is S3Trouble.DropAnswer) context.Abort();
        await Task.CompletedTask;
    }

    async Task ListAsync(HttpContext context, S3Trouble? trouble)
    {
        var query = context.Request.Query;
        var (prefix, after) = (query["prefix"].ToString(), query["continuation-token"].ToString());
        var rest = Objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key, after) > 0)
            .OrderBy(o => o.Key, StringComparer.Ordinal).Take(PageSize + 1).ToList();
        var page = rest.Take(PageSize).ToList();
        await XmlAsync(context, 200, new XElement("ListBucketResult",
            new XElement("Name", Bucket), new XElement("Prefix", prefix), new XElement("KeyCount", page.Count), new XElement("MaxKeys", PageSize),
            new XElement("IsTruncated", rest.Count > PageSize ? "true" : "false"),
            rest.Count > PageSize ? new XElement("NextContinuationToken", page[^1].Key) : null,
            page.Select(o => new XElement("Contents", new XElement("Key", o.Key), new XElement("LastModified", Stamp(o.Value.Modified)),
                new XElement("ETag", ETagOf(o.Value)), new XElement("Size", o.Value.Content.Length), new XElement("StorageClass", "STANDARD")))), trouble);
    }

    static async Task WriteAsync(HttpContext context, byte[] content, S3Trouble? trouble)
    {
        if (trouble is not S3Trouble.Truncate)
        {
            await context.Response.Body.WriteAsync(content);
            return;
        }

        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    /// <summary>The key that a copy is made of.</summary>
    internal static string SourceOf(HttpContext context) =>
        Uri.UnescapeDataString(context.Request.Headers["x-amz-copy-source"].ToString()).TrimStart('/')[(Bucket.Length + 1)..];

    internal static Task ErrorAsync(HttpContext context, int status, string code) =>
        context.Request.Method == "HEAD" ? Task.FromResult(context.Response.StatusCode = status) : XmlAsync(context, status, new XElement("Error", new XElement("Code", code), new XElement("Message", $"The fake says {code}.")));

    internal static Task XmlAsync(HttpContext context, int status, XElement content, S3Trouble? trouble = null)
    {
        var body = System.Text.Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content.ToString(SaveOptions.DisableFormatting));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.ContentLength = body.Length;
        return WriteAsync(context, body, trouble);
    }

    internal static string ETagOf(byte[] content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";

    static string ETagOf(StoredObject made) => ETagOf(made.Content);

    internal static string Stamp(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
