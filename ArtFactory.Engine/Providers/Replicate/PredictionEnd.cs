using System.Text;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>What the state of a prediction means to the line.</summary>
static class PredictionEnd
{
    /// <summary>Files of a run that came through the API are deleted an hour after its end.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>Codes and words of runs that failed for no fault of the request.</summary>
    static readonly string[] Passing = ["E6716", "E1000", "interrupted; please retry", "interrupted (code: PA)", "temporarily unavailable", "try again later"];

    public static ProviderAnswer Of(Prediction prediction) => prediction.Status switch
    {
        "succeeded" => Succeeded(prediction),
        "failed" => Failed(prediction),
        "canceled" => Rejected(ProviderErrorClass.Validation, prediction.HasBegun
            ? "The run was cancelled at Replicate. The time until then may have been charged."
            : "The run was cancelled at Replicate before it began.") with { MayBeCharged = prediction.HasBegun },
        "aborted" => Rejected(ProviderErrorClass.Transient, "Replicate gave the run up before it began; it was not charged."),

        // Starting, processing, and whatever else there may be one day: ask on, up to the line's own limit.
        _ => new ProviderAnswer.Accepted(prediction.Id, DetailsOf(prediction), RunLog.Progress(prediction.Logs)),
    };

    /// <summary>What it takes to follow the run.</summary>
    public static ParameterSet DetailsOf(Prediction prediction)
    {
        var details = ParameterSet.Empty;
        if (prediction.GetUrl is { } get) details = details.With("get", get);
        return prediction.CancelUrl is { } cancel ? details.With("cancel", cancel) : details;
    }

    static ProviderAnswer Succeeded(Prediction prediction)
    {
        var outputs = OutputReading.Of(prediction.Output);
        if (outputs.Count == 0 && TextOf(prediction.Output) is { } text) outputs = [new() { Content = Encoding.UTF8.GetBytes(text), MimeType = "text/plain" }];
        if (outputs.Count == 0)
        {
            return Rejected(ProviderErrorClass.Lost, prediction.IsDataRemoved
                ? "The run has succeeded, but Replicate has already deleted what it made (it keeps results for an hour)."
                : "The run has succeeded, but made nothing that could be fetched.");
        }

        var expires = (prediction.CompletedAt ?? prediction.CreatedAt) + Kept;
        var seed = RunLog.Seed(prediction.Logs);
        return new ProviderAnswer.Completed(
            [.. outputs.Select(o => o.Address is null ? o : o with { ExpiresAt = expires })],
            seed is null ? null : ParameterSet.Empty.With("seed", JsonSerializer.Deserialize<JsonElement>(seed)),
            RequestId: prediction.Id);
    }

    static ProviderAnswer.Rejected Failed(Prediction prediction)
    {
        var words = string.IsNullOrWhiteSpace(prediction.Error) ? "no reason came with it." : prediction.Error.Trim();
        var kind = ErrorWords.SpeaksOfModeration(prediction.Error) ? ProviderErrorClass.Moderation
            : Passing.Any(sign => words.Contains(sign, StringComparison.OrdinalIgnoreCase)) ? ProviderErrorClass.Transient
            : ProviderErrorClass.Validation;
        return Rejected(kind, $"The run failed at Replicate: {words}") with { MayBeCharged = prediction.HasBegun };
    }

    /// <summary>The text of a model that writes, in one piece or as a list of pieces.</summary>
    static string? TextOf(JsonElement output)
    {
        if (output.ValueKind == JsonValueKind.String) return Filled(output.GetString());
        return output.ValueKind == JsonValueKind.Array && output.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? Filled(string.Concat(output.EnumerateArray().Select(e => e.GetString())))
            : null;
    }

    // Content that is meant as a file, but damaged, is no text.
    static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) || DataUri.Is(text) ? null : text;

    static ProviderAnswer.Rejected Rejected(ProviderErrorClass kind, string message) => new(kind, message);
}
