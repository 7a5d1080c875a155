using System.Diagnostics;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production;

/// <summary>Brings home what a provider has made. The provider is told of as free while that goes on.</summary>
sealed class Delivery(ClaimedItem item, IProviderAdapter adapter, Workbench bench, ItemEndings endings)
{
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
        var isOnlyHere = submitted is null && !adapter.SafeToRepeat;

        // The files need not wait until the others know; the end of the run must.
        var telling = TellAsync(answered);
        try
        {
            var seed = completed.Returned?.Text(ActualParameters.Seed) ?? actual.Text(ActualParameters.Seed);

            var storage = new OutputStorage(bench, isOnlyHere, cutOff);
            var home = await storage.StoreAsync(adapter, completed.Outputs, actual.Text("prompt"), seed);
            return await endings.CompletedAsync(completed, actual, home, made, clock.Elapsed);
        }
        catch (MediaStoreException e) when (e.IsAway && adapter.SafeToRepeat)
        {
            return await endings.HeldBackAsync(e.Message);
        }
        catch (Exception e) when (e is ProviderFetchException or MediaStoreException && isOnlyHere && cutOff.IsCancellationRequested)
        {
            // Not given up for a fault of its own: the next start asks the provider what it knows of it.
            return await endings.AmbiguousAsync($"The program was stopped before what was made had come home: {e.Message}");
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
