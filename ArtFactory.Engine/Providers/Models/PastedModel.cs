using System.Text.RegularExpressions;

namespace ArtFactory.Engine.Providers.Models;

/// <summary>What a person pasted, as the model it names.</summary>
/// <param name="ModelId">The provider's own name of the model.</param>
/// <param name="Version">The version that was asked for; null for the latest.</param>
sealed partial record PastedModel(string ModelId, string? Version = null)
{
    /// <summary>As long as an order's name of its model may be.</summary>
    const int Longest = 200;

    /// <summary>Parts of an address behind the model's name.</summary>
    static readonly HashSet<string> Pages = new(StringComparer.OrdinalIgnoreCase) { "api", "playground", "examples", "requests", "readme", "train", "llms.txt", "versions" };

    /// <exception cref="InvalidInputException">It names no model of that provider.</exception>
    public static PastedModel Read(string providerId, string pasted)
    {
        var text = pasted.Trim().Trim('"', '\'', '`', '<', '>').Trim();
        if (text.Length == 0) throw Wrong("Paste the model's id or the address of its page.");
        return providerId switch
        {
            "replicate" => Replicate(text),
            "fal" => Fal(text),
            _ when text.Length > Longest || text.Any(char.IsControl) => throw Wrong("This is too long, or holds letters that no id has."),
            _ => new(text),
        };
    }

    static PastedModel Replicate(string text)
    {
        var path = PathOf(text, "replicate.com", "r8.im", "api.replicate.com");
        if (path.StartsWith("v1/models/", StringComparison.OrdinalIgnoreCase)) path = path["v1/models/".Length..];
        var (name, version) = path.Split(':', 2) is [var left, var right] ? (left, right) : (path, null);
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length >= 4 && parts[2].Equals("versions", StringComparison.OrdinalIgnoreCase)) version ??= parts[3];
        var isDeployment = parts is ["deployments", _, _, ..];
        if (parts.Length < 2 || (!isDeployment && parts.Length > 2 && !Pages.Contains(parts[2])) || !parts.Take(isDeployment ? 3 : 2).All(IsName) || version is { } v && !IsName(v))
            throw Wrong($"'{Cut(text)}' is no model of Replicate. Paste owner/name, owner/name:version, or the address of the model's page.");
        return new(Short(string.Join('/', parts.Take(isDeployment ? 3 : 2))), version);
    }

    static PastedModel Fal(string text)
    {
        var path = PathOf(text, "fal.ai", "www.fal.ai", "queue.fal.run", "fal.run");
        if (path.StartsWith("models/", StringComparison.OrdinalIgnoreCase)) path = path["models/".Length..];
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).TakeWhile((part, at) => at < 2 || !Pages.Contains(part)).ToList();
        if (parts.Count < 2 || !parts.TrueForAll(IsName))
            throw Wrong($"'{Cut(text)}' is no endpoint of fal. Paste its id, such as fal-ai/flux/dev, or the address of its page.");
        return new(Short(string.Join('/', parts)));
    }

    /// <summary>The path of an address on one of the hosts; the text itself when it is no address.</summary>
    static string PathOf(string text, params string[] hosts)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            var host = Array.Find(hosts, h => text.StartsWith(h + "/", StringComparison.OrdinalIgnoreCase));
            return host is null ? text : text[(host.Length + 1)..].Split('?', '#')[0];
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)) return address.AbsolutePath.Trim('/');
        throw Wrong($"'{Cut(text)}' is no address of this provider.");
    }

    static string Short(string id) => id.Length <= Longest ? id : throw Wrong("This is too long for an id.");

    static bool IsName(string part) => Name().IsMatch(part);

    static string Cut(string text) => text.Length > 100 ? text[..100] + "…" : text;

    static InvalidInputException Wrong(string message) => new("model", message);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
