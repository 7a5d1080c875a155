using ArtFactory.Engine.Media.S3;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Media;

/// <summary>One line for each setting that cannot be right, before anything is asked over the network.</summary>
internal sealed class MediaOptionsCheck : IValidateOptions<MediaOptions>
{
    public ValidateOptionsResult Validate(string? name, MediaOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MediaOptions options)
    {
        if (options.IsInBucket) return Faults(options.S3);
        return string.Equals(options.Storage, MediaOptions.InFolder, StringComparison.OrdinalIgnoreCase)
            ? []
            : [$"Media:Storage is folder or s3, not '{options.Storage}'."];
    }

    private static IEnumerable<string> Faults(S3Options s3)
    {
        if (string.IsNullOrWhiteSpace(s3.Bucket)) yield return "Media:S3:Bucket names the bucket of the originals; it is empty.";
        if (s3.Endpoint is { Length: > 0 } && !IsEndpoint(s3.Endpoint))
            yield return "Media:S3:Endpoint is an address such as https://s3.example.org, without user, path or query.";
        if (string.IsNullOrWhiteSpace(s3.Region)) yield return "Media:S3:Region is empty; most servers of one's own take us-east-1.";
        if (string.IsNullOrWhiteSpace(s3.AccessKey) || string.IsNullOrWhiteSpace(s3.SecretKey))
            yield return "Media:S3:AccessKey and Media:S3:SecretKey are needed; best from the environment: Media__S3__AccessKey, Media__S3__SecretKey.";
        if (s3.Prefix is { Length: > 0 } prefix && (prefix.Length > 200 || prefix.Split('/').Any(part => part is "" or "." or "..")))
            yield return "Media:S3:Prefix is a folder in the bucket such as art/factory: names joined by single slashes, none at the ends.";
        if (s3.Attempts is < 1 or > 20) yield return "Media:S3:Attempts is 1 to 20.";
        if (s3.PauseSeconds is < 0 or > 60) yield return "Media:S3:PauseSeconds is 0 to 60.";
        if (s3.TimeLimitSeconds is < 0.1 or > 3600) yield return "Media:S3:TimeLimitSeconds is 0.1 to 3600.";
        if (s3.MultipartAboveMegabytes is not (>= 5 and <= 5120)) yield return "Media:S3:MultipartAboveMegabytes is 5 to 5120.";
        if (s3.PartMegabytes is not (>= 5 and <= 5120)) yield return "Media:S3:PartMegabytes is 5 to 5120.";
        if (s3.CacheMegabytes is < 1 or > 1_000_000) yield return "Media:S3:CacheMegabytes is 1 to 1000000.";
    }

    private static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0, AbsolutePath: "/" };
}
