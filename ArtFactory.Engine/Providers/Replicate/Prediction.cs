using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>What Replicate says of one run.</summary>
sealed record Prediction
{
    public required string Id { get; init; }

    /// <summary><c>starting</c>, <c>processing</c>, <c>succeeded</c>, <c>failed</c>, <c>canceled</c>, <c>aborted</c>, or what a later version adds.</summary>
    public string Status { get; init; } = "";

    public string? Model { get; init; }
    public string? Version { get; init; }
    public JsonElement Input { get; init; }
    public JsonElement Output { get; init; }
    public string? Logs { get; init; }
    public string? Error { get; init; }
    public bool IsDataRemoved { get; init; }
    public DateTime? CreatedAt { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? CompletedAt { get; init; }
    public double? TotalSeconds { get; init; }

    /// <summary>How long the model itself ran; what time-billed models are charged by.</summary>
    public double? RunSeconds { get; init; }

    /// <summary>Whether the model had begun to run: from then on it may be charged, however it ends.</summary>
    public bool HasBegun => StartedAt is not null || RunSeconds > 0;

    public string? GetUrl { get; init; }
    public string? CancelUrl { get; init; }

    /// <summary>Null when it is not a prediction at all.</summary>
    public static Prediction? Read(JsonElement json) => json.TextAt("id") is not { Length: > 0 } id ? null : new()
    {
        Id = id,
        Status = json.TextAt("status") ?? "",
        Model = json.TextAt("model"),
        Version = json.TextAt("version"),
        Input = json.At("input"),
        Output = json.At("output"),
        Logs = json.TextAt("logs"),
        Error = json.TextAt("error"),
        IsDataRemoved = json.FlagAt("data_removed") == true,
        CreatedAt = json.MomentAt("created_at"),
        StartedAt = json.MomentAt("started_at"),
        CompletedAt = json.MomentAt("completed_at"),
        TotalSeconds = (double?)json.At("metrics").NumberAt("total_time"),
        RunSeconds = (double?)json.At("metrics").NumberAt("predict_time"),
        GetUrl = json.At("urls").TextAt("get"),
        CancelUrl = json.At("urls").TextAt("cancel"),
    };
}
