using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>
/// Looks through the account's runs for those that may be an attempt: made since it was reserved, of the same model, with the same
/// input. Replicate takes no id of the caller's; what was sent is all there is to compare.
/// </summary>
sealed class PredictionSearch(ProviderHttp http, TimeProvider time, TimeSpan settling)
{
    /// <summary>Two clocks are never quite the same.</summary>
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);
    
    /// <summary>Of a hundred runs each.</summary>
    const int MostPages = 1_000;

    public async Task<Reconciliation> FindAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = reservedAt - ClockSkew;
        var found = new List<Prediction>();
        string? address = "predictions";
        for (var page = 0; address is not null; page++)
        {
            if (page == MostPages) return new Reconciliation.Undetermined($"Replicate lists more than {MostPages:N0} pages of runs since then.");
            var reply = await http.SendAsync(ProviderCall.Get(address), cancellationToken);
            if (!reply.IsObject || reply.Json.At("results").ValueKind != JsonValueKind.Array)
                return new Reconciliation.Undetermined(reply.Fault ?? $"Replicate answered {reply.Status} to the question for its list of runs.");
            var runs = reply.Json.At("results").Elements().Select(Prediction.Read).OfType<Prediction>().ToList();
            found.AddRange(runs.Where(run => run.CreatedAt >= since && IsOf(run, request)));

            // The newest come first: once they are older than the attempt, the rest is older still.
            address = runs.Exists(run => run.CreatedAt < since) ? null : reply.Json.TextAt("next");
        }

        // A run whose input is deleted already may be the one: it neither proves nor disproves.
        if (found.Exists(run => run.IsDataRemoved)) return new Reconciliation.Undetermined("Replicate has a run of that model from then, but has deleted what was sent.");
        if (found.Count > 0)
        {
            var candidates = found.OrderBy(run => run.CreatedAt).Select(run => new Reconciliation.Found(run.Id, PredictionEnd.DetailsOf(run))).ToList();
            return candidates[0] with { Alternatives = [.. candidates.Skip(1)] };
        }

        return now - reservedAt < settling
            ? new Reconciliation.Undetermined("Replicate does not list it yet; a request may still be on its way.")
            : new Reconciliation.NeverAccepted();
    }

    static bool IsOf(Prediction run, GenerationRequest request)
    {
        // A run of a deployment is told under the model behind it, which the attempt does not know.
        var sameModel = ReplicateModels.IsDeployment(request.Model) || string.Equals(run.Model, request.Model, StringComparison.OrdinalIgnoreCase)
            || (request.Version is { } version && string.Equals(run.Version, version, StringComparison.OrdinalIgnoreCase));
        return sameModel && (run.IsDataRemoved || SentValues.Match(run.Input, request.Parameters));
    }
}
