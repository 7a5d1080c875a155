using System.Text.Json.Nodes;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>A request a fake accepted.</summary>
public sealed class FakeJob(string id, string model, JsonObject input, DateTimeOffset acceptedAt)
{
    int _polls;

    public string Id { get; } = id;
    public string Model { get; } = model;
    public JsonObject Input { get; } = input;
    public DateTimeOffset AcceptedAt { get; } = acceptedAt;
    public bool IsCancelled { get; set; }

    /// <summary>What it ends with instead of success; null for success.</summary>
    public string? EndsWith { get; set; }

    public int Polls => _polls;

    public int Polled() => Interlocked.Increment(ref _polls);

    public string Prompt => Input["prompt"]?.ToString() ?? "";

    /// <summary>How many files it makes.</summary>
    public int Count => Number("num_outputs") ?? Number("num_images") ?? Number("number_of_images") ?? Number("quantity") ?? Number("n") ?? 1;

    public string? Seed => Input["seed"]?.ToJsonString();

    int? Number(string name) => Input[name] is JsonValue value && int.TryParse(value.ToJsonString(), out var number) ? number : null;
}
