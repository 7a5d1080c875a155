using System.Text.Json;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>What came of one exchange.</summary>
sealed record ProviderReply(ReplyKind Kind)
{
    /// <summary>The HTTP status; 0 without an answer.</summary>
    public int Status { get; init; }

    /// <summary>The body, when it is JSON; otherwise undefined.</summary>
    public JsonElement Json { get; init; }

    /// <summary>The beginning of a body that is no JSON.</summary>
    public string? Text { get; init; }

    /// <summary>How long the provider wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why there is no answer, for a person.</summary>
    public string? Fault { get; init; }

    public bool IsSuccess => Kind == ReplyKind.Answered && Status is >= 200 and < 300;

    /// <summary>A success whose body is a JSON object.</summary>
    public bool IsObject => IsSuccess && Json.ValueKind == JsonValueKind.Object;

    public static ProviderReply NeverSent(string fault) => new(ReplyKind.NeverSent) { Fault = fault };

    public static ProviderReply Interrupted(string fault) => new(ReplyKind.Interrupted) { Fault = fault };
}
