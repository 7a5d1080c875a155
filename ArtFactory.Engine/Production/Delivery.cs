using System.Diagnostics;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production;

/// <summary>Brings home what a provider has made. The provider is told of as free while that goes on.</summary>
sealed class Delivery(ClaimedItem item, IProviderAdapter adapter, Workbench bench, ItemEndings endings)
{
    const int MostTries = 8;

    /// <param name="completed">What the provider answered.</param>
    /// <param name="submitted">The request as the ledger knows it; null when it ended with its first answer and may be repeated.</param>
    /// <param name="actual">The parameters that were sent.</param>
    /// <param name="clock">Runs since the item was begun.</param>
    /// <param name="answered">Called once the ledger says that the provider has made it.</param>
    /// <param name="cutOff">Cancelled when a stopping process can wait no longer.</param>
    public async Task<ItemOutcome> RunAsync(
        ProviderAnswer.Completed completed, SubmittedRequest? submitted, ParameterSet actual, Stopwatch clock, Action? answered, CancellationToken cutOff)
    {
        var made = clock.Elapsed;

        // The files need not wait until the others know; the end of the run must.
        var telling = TellAsync(answered);
        try
        {
            var seed = completed.Returned?.Text(ActualParameters.Seed) ?? actual.Text(ActualParameters.Seed);

            // What can be asked for again is left to the next start; what is only here must get home.
            var limit = submitted is null && !adapter.SafeToRepeat ? CancellationToken.None : cutOff;
            var products = await StoreAsync(completed, actual, seed, isOnlyHere: submitted is null && !adapter.SafeToRepeat, limit, cutOff);
            return await endings.CompletedAsync(completed, actual, products, made, clock.Elapsed);
        }
        catch (MediaStoreException e) when (e.IsAway && adapter.SafeToRepeat)
        {
            return await endings.HeldBackAsync(e.Message);
        }
        catch (Exception e) when (e is ProviderFetchException or MediaStoreException)
        {
            return await endings.NotFetchedAsync(completed, submitted, actual, e.Message, e is MediaStoreException or ProviderFetchException { IsTransient: true });
        }
        finally
        {
            await telling;
        }
    }

    /// <summary>
    /// What the provider cannot be asked for again is not given up for a network or a disk that fails for a minute or two, and not for a
    /// storage that is away, however long, before the process has to stop.
    /// </summary>
    async Task<IReadOnlyList<NewProduct>> StoreAsync(
        ProviderAnswer.Completed completed, ParameterSet actual, string? seed, bool isOnlyHere, CancellationToken cancellationToken, CancellationToken cutOff)
    {
        var storage = new OutputStorage(bench, isOnlyHere ? cutOff : null);
        for (var number = 0; ; number++)
        {
            try
            {
                return await storage.StoreAsync(adapter, completed.Outputs, actual.Text("prompt"), seed, cancellationToken);
            }
            catch (Exception e) when (isOnlyHere && number < MostTries && (e is MediaStoreException { IsAway: false } or ProviderFetchException { IsTransient: true }))
            {
                bench.Logger.LogWarning(e, "Item {Item} is made, and is only here: bringing it home is tried again", item.ItemId);
                await Task.Delay(TimeSpan.FromSeconds(bench.Options.FirstAskSeconds * Math.Pow(2, number)), bench.Time, cancellationToken);
            }
        }
    }

    async Task TellAsync(Action? answered)
    {
        try
        {
            await endings.AnsweredAsync();
            answered?.Invoke();
        }
        catch (Exception e)
        {
            // It takes up its room at the provider until it ends.
            bench.Logger.LogWarning(e, "That item {Item} was made could not be written down yet", item.ItemId);
        }
    }
}
