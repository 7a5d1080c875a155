using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>Looks through what fal has stored of an endpoint's requests for those that may be an attempt.</summary>
sealed class FalSearch(ProviderHttp http, TimeProvider time, TimeSpan settling)
{
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);
    const int MostPages = 50;

    public async Task<Reconciliation> FindAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken)
    {
        var connection = await http.ConnectionAsync(cancellationToken);
        var first = FalAddresses.Requests(connection, request.Model, reservedAt - ClockSkew);
        var found = new List<Reconciliation.Found>();
        var isHidden = false;
        string? cursor = null;
        for (var page = 0; ; page++)
        {
            if (page == MostPages) return new Reconciliation.Undetermined($"fal lists more than {MostPages} pages of requests since then.");
            var reply = await http.SendAsync(ProviderCall.Get(cursor is null ? first : $"{first}&cursor={Uri.EscapeDataString(cursor)}"), cancellationToken);
            if (!reply.IsObject || reply.Json.At("items").ValueKind != JsonValueKind.Array)
                return new Reconciliation.Undetermined(reply.Fault ?? $"fal answered {reply.Status} to the question for its list of requests: {ErrorWords.Of(reply).Or("no reason came with it.")}");
            foreach (var item in reply.Json.At("items").Elements().Where(i => i.TextAt("request_id") is { Length: > 0 } && !(i.MomentAt("started_at") < reservedAt - ClockSkew)))
            {
                var sent = item.At("json_input");
                isHidden |= sent.ValueKind != JsonValueKind.Object;
                if (sent.ValueKind == JsonValueKind.Object && SentValues.Match(sent, request.Parameters)) found.Add(new(item.TextAt("request_id")!, ParameterSet.Empty));
            }

            cursor = reply.Json.FlagAt("has_more") == true ? reply.Json.TextAt("next_cursor") : null;
            if (cursor is null) break;
        }

        if (found.Count > 0) return found[0] with { Alternatives = [.. found.Skip(1)] };

        // fal can be told to keep no payloads: such a request may be the one, and nothing disproves it.
        if (isHidden) return new Reconciliation.Undetermined("fal lists a request of that endpoint from then, but does not keep what was sent.");

        // The list holds what has ended. A request that has not begun after half an hour is dropped (that is asked for when it is sent),
        // so what is not there long after was never taken.
        return time.GetUtcNow().UtcDateTime - reservedAt < settling
            ? new Reconciliation.Undetermined("fal does not list it yet; it lists a request when it has ended.")
            : new Reconciliation.NeverAccepted();
    }
}
