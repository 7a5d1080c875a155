using System.Collections.Concurrent;
using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>Knows where a run of a model begins: an official model by its name, any other by a version, a deployment by its own path.</summary>
sealed class ReplicateModels(ProviderHttp http, TimeProvider time)
{
    const string Deployments = "deployments/";
    static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    readonly ConcurrentDictionary<string, (Way Way, long ReadAt)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="Path">Where the run is posted.</param>
    /// <param name="Version">What the body names; null where the path says it.</param>
    public sealed record Way(string Path, string? Version);

    public async Task<(Way? Way, ProviderAnswer? Refusal)> WayOfAsync(string model, string? version, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(version)) return (new("predictions", version), null);
        if (model.Contains(':', StringComparison.Ordinal)) return (new("predictions", model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..]), null);
        if (IsDeployment(model)) return (new($"{Escaped(model)}/predictions", null), null);
        if (_known.TryGetValue(model, out var known) && time.GetElapsedTime(known.ReadAt) < Fresh) return (known.Way, null);
        var reply = await http.SendAsync(ProviderCall.Get($"models/{Escaped(model)}"), cancellationToken);
        if (!reply.IsObject) return (null, Refusal(reply));
        if (WayOf(model, reply.Json) is not { } way)
            return (null, new ProviderAnswer.Rejected(ProviderErrorClass.Validation, $"{model} has no version at Replicate that could be run."));
        _known[model] = (way, time.GetTimestamp());
        return (way, null);
    }

    public static bool IsDeployment(string model) => model.StartsWith(Deployments, StringComparison.Ordinal);

    public static string Escaped(string model) => string.Join('/', model.Split('/').Select(Uri.EscapeDataString));

    static Way? WayOf(string model, JsonElement document)
    {
        if (document.FlagAt("is_official") == true) return new($"models/{Escaped(model)}/predictions", null);
        return document.At("latest_version").TextAt("id") is { Length: > 0 } version ? new("predictions", version) : null;
    }

    /// <summary>Only a question was asked: nothing was accepted, whatever happened.</summary>
    static ProviderAnswer.Rejected Refusal(ProviderReply reply) => SubmissionEnd.Of(reply, "Replicate") is ProviderAnswer.Rejected known
        ? known
        : new ProviderAnswer.Rejected(ProviderErrorClass.Transient, reply.Fault ?? $"Replicate did not tell about the model (status {reply.Status}).");
}
