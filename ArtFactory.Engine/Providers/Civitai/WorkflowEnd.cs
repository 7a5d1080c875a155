using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Civitai;

/// <summary>What the state of a workflow means to the line.</summary>
static class WorkflowEnd
{
    /// <summary>Null when it is no workflow.</summary>
    public static ProviderAnswer? Of(JsonElement workflow)
    {
        if (workflow.TextAt("id") is not { Length: > 0 } id) return null;
        return workflow.TextAt("status") switch
        {
            "succeeded" => Succeeded(workflow, id),
            "failed" => Charged(workflow, Reason(workflow) is { } reason && ErrorWords.SpeaksOfModeration(reason) ? ProviderErrorClass.Moderation : ProviderErrorClass.Validation,
                $"The work failed at Civitai: {Reason(workflow) ?? "no reason came with it."}"),
            "expired" => Rejected(ProviderErrorClass.Transient, "Civitai did not get to it in time."),

            // Its price is told from the beginning; it counts when the work had begun.
            "canceled" when CostOf(workflow) is not null && workflow.MomentAt("startedAt") is null => Rejected(ProviderErrorClass.Validation, "The work was cancelled at Civitai before it began."),
            "canceled" => Charged(workflow, ProviderErrorClass.Validation, "The work was cancelled at Civitai."),
            _ => new ProviderAnswer.Accepted(id, Progress: ProgressOf(workflow)),
        };
    }

    public static decimal? CostOf(JsonElement workflow) => Buzz.Dollars(workflow.At("cost").NumberAt("total"));

    static ProviderAnswer Succeeded(JsonElement workflow, string id)
    {
        var cost = CostOf(workflow);
        var blobs = workflow.At("steps").Elements().SelectMany(step => BlobsOf(step.At("output"))).ToList();
        var outputs = blobs.Select(OutputOf).OfType<ProviderOutput>().ToList();
        var refusals = blobs.Select(blob => blob.TextAt("blockedReason")).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (outputs.Count > 0) return new ProviderAnswer.Completed(outputs, Cost: cost, RequestId: id);
        return refusals.Count > 0
            ? new ProviderAnswer.Rejected(ProviderErrorClass.Moderation, $"Civitai made it, but withholds it: {string.Join(", ", refusals)}.", Cost: cost)
            : new ProviderAnswer.Rejected(ProviderErrorClass.Lost, $"The work has ended at Civitai, but no file can be had: {Reason(workflow) ?? "no reason came with it."}", Cost: cost);
    }

    /// <summary>Pictures, clips and whatever else a step makes: what looks like a blob is one.</summary>
    static IEnumerable<JsonElement> BlobsOf(JsonElement output)
    {
        if (output.ValueKind == JsonValueKind.Array) return output.EnumerateArray().SelectMany(BlobsOf);
        if (output.ValueKind != JsonValueKind.Object) return [];
        return output.TryGetProperty("url", out _) || output.TryGetProperty("available", out _) || output.TryGetProperty("blockedReason", out _)
            ? [output]
            : output.EnumerateObject().Where(m => m.Name is not ("errors" or "preview")).SelectMany(m => BlobsOf(m.Value));
    }

    static ProviderOutput? OutputOf(JsonElement blob)
    {
        if (blob.FlagAt("available") == false) return null;
        var level = blob.TextAt("nsfwLevel");
        return OutputReading.File(blob.TextAt("url"), expiresAt: blob.MomentAt("urlExpiresAt"), metadata: level is null ? null : ParameterSet.Empty.With("nsfw_level", level));
    }

    static double? ProgressOf(JsonElement workflow)
    {
        var rates = workflow.At("steps").Elements()
            .SelectMany(step => step.At("jobs").Elements().Append(step))
            .Select(part => (double?)part.NumberAt("estimatedProgressRate")).OfType<double>().ToList();
        return rates.Count == 0 ? null : Math.Clamp(rates.Max(), 0, 1);
    }

    static string? Reason(JsonElement workflow)
    {
        var words = workflow.At("steps").Elements()
            .SelectMany(step => step.At("output").At("errors").Elements().Concat(step.At("jobs").Elements().Select(job => job.At("reason"))).Append(step.At("reason")))
            .Select(e => e.ValueKind == JsonValueKind.String ? e.GetString() : e.TextAt("message"))
            .Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal).ToList();
        return words.Count == 0 ? null : string.Join(" ", words);
    }

    /// <summary>It ended badly, and what Civitai says that it costs counts; without a word about that it may be anything.</summary>
    static ProviderAnswer.Rejected Charged(JsonElement workflow, ProviderErrorClass kind, string message) => new(kind, message, Cost: CostOf(workflow), MayBeCharged: CostOf(workflow) is null);

    static ProviderAnswer.Rejected Rejected(ProviderErrorClass kind, string message) => new(kind, message);
}
