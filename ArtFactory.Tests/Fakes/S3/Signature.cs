using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ArtFactory.Tests.Fakes.S3;

/// <summary>The fourth version of the signature, computed anew from what arrived on the wire.</summary>
static class Signature
{
    /// <summary>Null when it is right; otherwise the protocol's name for what is wrong.</summary>
    public static string? FaultOf(HttpRequest request, string rawTarget, byte[] body, string accessKey, string secretKey)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)) return "AccessDenied";
        var parts = header["AWS4-HMAC-SHA256 ".Length..].Split(',', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var scope = parts["Credential"].Split('/');
        if (scope[0] != accessKey) return "InvalidAccessKeyId";
        var declared = request.Headers["x-amz-content-sha256"].ToString();
        if (declared != Convert.ToHexStringLower(SHA256.HashData(body))) return "XAmzContentSHA256Mismatch";
        var names = parts["SignedHeaders"].Split(';');
        var at = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var query = at < 0 ? "" : rawTarget[(at + 1)..];
        var canonical = string.Join('\n',
            request.Method, at >= 0 ? rawTarget[..at] : rawTarget,
            string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Contains('=', StringComparison.Ordinal) ? p : p + "=").Order(StringComparer.Ordinal)),
            string.Concat(names.Select(n => $"{n}:{(n == "host" ? request.Host.Value! : request.Headers[n].ToString()).Trim()}\n")),
            string.Join(';', names), declared);
        var date = request.Headers["x-amz-date"].ToString();
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", date, string.Join('/', scope[1..]), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == parts["Signature"] ? null : "SignatureDoesNotMatch";
    }
}
