using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>What a finished request came to. The status of the result call is the model's own; it is what counts.</summary>
static class FalResult
{
    const string Cancelled = "client_cancelled";

    /// <summary>Faults of the place the model ran at, for which fal takes no money.</summary>
    static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "request_timeout", "startup_timeout", "runner_scheduling_failure", "runner_connection_timeout", "runner_disconnected", "runner_connection_refused",
        "runner_connection_error", "runner_incomplete_response", "runner_server_error", "internal_error",
    };

    /// <param name="reply">The answer to the result call.</param>
    /// <param name="status">The status that said it has ended: the kind of error, and whether the model ran.</param>
    /// <param name="submitted">The request.</param>
    /// <param name="now">The moment, in UTC.</param>
    public static ProviderAnswer Of(ProviderReply reply, JsonElement status, SubmittedRequest submitted, DateTime now)
    {
        var errorType = reply.Json.TextAt("error_type") ?? status.TextAt("error_type");
        if (reply.IsSuccess && reply.Json.ValueKind != JsonValueKind.Undefined) return Made(reply.Json, submitted.RequestId);
        var words = ErrorWords.Of(reply);
        return reply.Status switch
        {
            400 when words.Message?.Contains("in progress", StringComparison.OrdinalIgnoreCase) == true => new ProviderAnswer.Accepted(submitted.RequestId, submitted.Details),
            499 => CancelledThere(status),
            _ when errorType == Cancelled => CancelledThere(status),

            // What the model itself refuses may be charged; faults of fal's own (5xx) are not.
            422 when words.IsModeration => Rejected(ProviderErrorClass.Moderation, $"fal refuses the content: {words.Or("no reason came with it.")}") with { MayBeCharged = true },
            422 => Rejected(ProviderErrorClass.Validation, $"fal does not take the request: {words.Or("status 422.")}") with { MayBeCharged = true },
            400 when words.IsModeration => Rejected(ProviderErrorClass.Moderation, $"fal refuses the content: {words.Or("no reason came with it.")}"),
            400 or 413 => Rejected(ProviderErrorClass.Validation, $"fal does not take the request: {words.Or($"status {reply.Status}.")}"),

            // A gateway on the way is asked again; what the model's own place says is the end.
            >= 500 when errorType is not null => Rejected(Passing.Contains(errorType) ? ProviderErrorClass.Transient : ProviderErrorClass.Validation, $"The run failed at fal ({errorType}): {words.Or("no reason came with it.")}"),
            _ => LookUpEnd.Of(reply, submitted, FalAddresses.Profile.Name, now),
        };
    }

    /// <summary>Taken from the queue it cost nothing; a model that ran until then may be charged.</summary>
    static ProviderAnswer.Rejected CancelledThere(JsonElement status) =>
        Rejected(ProviderErrorClass.Validation, "The request was cancelled at fal.") with { MayBeCharged = status.At("metrics").NumberAt("inference_time") > 0 || status.At("logs").Elements().Any() };

    static ProviderAnswer Made(JsonElement result, string requestId)
    {
        var outputs = OutputReading.Of(result);
        if (outputs.Count == 0)
            return Rejected(ProviderErrorClass.Lost, $"The request has ended at fal, but made no file: {ErrorWords.Of(result).Or("no reason came with it.")}");
        var flags = result.At("has_nsfw_concepts").Elements().Select(f => f.ValueKind == JsonValueKind.True).ToList();
        var seed = result.At("seed");
        return new ProviderAnswer.Completed(
            [.. outputs.Select((output, index) => index < flags.Count && flags[index] ? Flagged(output) : output)],

            // Up to 2^64 - 1: the digits are kept as they are.
            seed.ValueKind == JsonValueKind.Number ? ParameterSet.Empty.With("seed", seed) : null,
            RequestId: requestId);
    }

    /// <summary>A picture fal blacked out: it was made and paid, so it is kept, with the reason why it is black.</summary>
    static ProviderOutput Flagged(ProviderOutput output) =>
        output with { Metadata = (output.Metadata ?? ParameterSet.Empty).With("moderated", JsonSerializer.SerializeToElement(true)) };

    static ProviderAnswer.Rejected Rejected(ProviderErrorClass kind, string message) => new(kind, message);
}
