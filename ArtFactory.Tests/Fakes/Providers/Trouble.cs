using System.Text.Json.Nodes;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>
/// What goes wrong with one call. On a socket the opening counts as a call, and so does what is then said over it (method
/// <see cref="ReceivedCall.Socket"/>), where a provider takes requests that way.
/// </summary>
public abstract record Trouble
{
    /// <summary>The provider answers this instead, and has accepted nothing.</summary>
    public sealed record Answer(int Status, string Body = "", string ContentType = "application/json") : Trouble
    {
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>The connection breaks before the request is looked at.</summary>
    public sealed record DropBefore : Trouble;

    /// <summary>The request is accepted, with all that follows, and the connection breaks before the answer.</summary>
    public sealed record DropAfter : Trouble;

    /// <summary>The request is accepted, and nothing is ever answered.</summary>
    public sealed record NoAnswer : Trouble;

    /// <summary>The answer begins, and then stands still.</summary>
    public sealed record StalledBody : Trouble;

    /// <summary>The whole answer, piece by piece.</summary>
    public sealed record SlowBody(TimeSpan Pause) : Trouble;

    /// <summary>The request is accepted, and a gateway answers with its own error.</summary>
    public sealed record GatewayError(int Status = 502) : Trouble;

    /// <summary>The right answer, changed: other types, other members.</summary>
    public sealed record Changed(Func<JsonNode, JsonNode?> How) : Trouble;

    public static Trouble TooMany(string? retryAfter = null, string body = """{"detail":"Request was throttled.","status":429}""") =>
        new Answer(429, body) { Headers = retryAfter is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Retry-After"] = retryAfter } };

    /// <summary>Members nobody announced, in every object.</summary>
    public static Trouble ExtraFields() => new Changed(node =>
    {
        if (node is not JsonObject whole) return node;
        whole["x_new_feature"] = new JsonObject { ["nested"] = new JsonArray(1, "two", null), ["url_count"] = 3 };
        whole["zz_future"] = null;
        return whole;
    });

    /// <summary>Each member has another type than was promised, whatever that was.</summary>
    public static Trouble WrongTypes() => new Changed(node => node is JsonObject whole ? new JsonObject(whole.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, 5))) : 5);

    /// <summary>That member has another type than was promised.</summary>
    public static Trouble WrongType(string member, JsonNode? value) => new Changed(node =>
    {
        if (node is JsonObject whole) whole[member] = value?.DeepClone();
        return node;
    });
}
