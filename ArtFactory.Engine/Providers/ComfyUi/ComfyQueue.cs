using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>Looks into ComfyUI's queue. An entry is <c>[number, id, graph, extra data, outputs]</c>.</summary>
sealed class ComfyQueue(ProviderHttp http)
{
    /// <param name="Id">The id ComfyUI has for it; null when it is not in the queue.</param>
    /// <param name="IsRunning">Whether it is at work on it.</param>
    public sealed record Place(string? Id, bool IsRunning);

    /// <summary>By ComfyUI's id, or by what we put beside the graph; null when ComfyUI does not answer, or not with its queue.</summary>
    public async Task<Place?> FindAsync(string id, string? attempt, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(ProviderCall.Get("queue") with { MostBytes = 256L << 20 }, cancellationToken);
        if (!reply.IsObject || reply.Json.At("queue_running").ValueKind != JsonValueKind.Array || reply.Json.At("queue_pending").ValueKind != JsonValueKind.Array) return null;
        foreach (var (list, isRunning) in ((string, bool)[])[("queue_running", true), ("queue_pending", false)])
        {
            foreach (var entry in reply.Json.At(list).Elements())
            {
                if (IdOf(entry, id, attempt) is { } found) return new(found, isRunning);
            }
        }

        return new(null, false);
    }

    /// <summary>The entry's id if it is the one that is looked for.</summary>
    public static string? IdOf(JsonElement entry, string id, string? attempt)
    {
        if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() < 2 || entry[1].ValueKind != JsonValueKind.String) return null;
        var own = entry[1].GetString()!;
        var isOurs = own == id || (attempt is not null && entry.GetArrayLength() > 3 && entry[3].TextAt(ComfyAdapter.AttemptMember) == attempt);
        return isOurs ? own : null;
    }
}
