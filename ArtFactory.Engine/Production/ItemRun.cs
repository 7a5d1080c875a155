using System.Diagnostics;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production;

/// <summary>One item from its reserved attempt to its end: submit, wait, fetch, store, derive, commit.</summary>
sealed class ItemRun : IDisposable
{
    readonly ClaimedItem _item;
    readonly IProviderAdapter _adapter;
    readonly Workbench _bench;
    readonly LineRules _rules;
    readonly ItemEndings _endings;
    readonly CancellationToken _cutOff;
    readonly DateTime _claimedAt;
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _wake = new(0, 1);
    StopReason _reason;
    ProgressReport? _progress;
    SubmittedRequest? _submitted;

    /// <param name="cutOff">Cancelled when a stopping process can wait no longer.</param>
    public ItemRun(ClaimedItem item, IProviderAdapter adapter, Workbench bench, LineRules rules, CancellationToken cutOff)
    {
        _item = item;
        _adapter = adapter;
        _bench = bench;
        _rules = rules;
        _cutOff = cutOff;
        _submitted = item.Submitted;
        _claimedAt = bench.Now;
        _endings = new(item, adapter, bench, rules, cutOff);
    }

    public Guid ItemId => _item.ItemId;
    public Guid OrderId => _item.Order.Id;
    public QueuedOrder Order => _item.Order;

    /// <summary>Called once the provider has made it, and that is in the ledger: only the outputs are still on their way.</summary>
    public Action? Answered { get; init; }

    /// <summary>0 to 1 as far as the provider tells.</summary>
    public double? Progress { get; private set; }

    public void Stop(StopReason reason)
    {
        if (_reason != StopReason.None) return;
        _reason = reason;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended.
        }
    }

    /// <summary>Whether this is the run that follows that request.</summary>
    public bool Follows(string provider, string requestId) =>
        _submitted is { } submitted && string.Equals(_adapter.ProviderId, provider, StringComparison.Ordinal) && string.Equals(submitted.RequestId, requestId, StringComparison.Ordinal);

    /// <summary>There is news: the pause before the next question ends.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // It asks anyway, or has ended.
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _wake.Dispose();
    }

    /// <summary>Never throws: whatever happens ends in the ledger.</summary>
    public async Task<ItemOutcome> RunAsync()
    {
        try
        {
            FailPoints.Hit(FailPoints.AfterReserve);
            return await MakeAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested || _cutOff.IsCancellationRequested)
        {
            return await PutBackAsync(() => _endings.StoppedAsync(_cutOff.IsCancellationRequested ? StopReason.Shutdown : _reason, _submitted is not null));
        }
        catch (MediaStoreException e) when (e.IsAway && _submitted is null)
        {
            // An input cannot be had now: nothing has been sent.
            return await PutBackAsync(() => _endings.HeldBackAsync(e.Message));
        }
        catch (LeaseLostException)
        {
            _bench.Logger.LogWarning("Item {Item} was not sent: the process stood still, and another has taken it up", ItemId);
            return ItemOutcome.Plain;
        }
        catch (Exception e)
        {
            _bench.Logger.LogError(e, "Item {Item} ended unexpectedly", ItemId);
            return await EndUnexpectedlyAsync(e);
        }
    }

    async Task<ItemOutcome> MakeAsync()
    {
        var clock = Stopwatch.StartNew();
        var actual = ActualParameters.Of(_item);
        var answer = Storable(_submitted is null ? await SubmitAsync(actual) : await AskAsync(TimeSpan.Zero));
        if (_submitted is null) FailPoints.Hit(FailPoints.AfterAnswer);
        answer = Storable(await FollowAsync(answer, actual));
        if (answer is ProviderAnswer.Completed { RequestId: { } known } && _submitted is null && !_adapter.SafeToRepeat)
        {
            // Paid: written down before the outputs are fetched, so that a death in between asks for them again.
            _submitted = new(_item.AttemptId, Order.Model, known, ParameterSet.Empty, _bench.Now);
            await _endings.AcceptedAsync(_submitted, actual);
            FailPoints.Hit(FailPoints.AfterAccepted);
        }

        FailPoints.Hit(FailPoints.AfterSubmit);
        switch (answer)
        {
            case ProviderAnswer.Completed completed:
                return await new Delivery(_item, _adapter, _bench, _endings).RunAsync(completed, _submitted, actual, clock, Answered, _cutOff);
            case ProviderAnswer.Rejected stopped when _reason == StopReason.Cancelled && _submitted is not null:
                return await _endings.CancelledAsync(stopped);
            case ProviderAnswer.Rejected rejected:
                return await _endings.RejectedAsync(rejected, actual);
            case ProviderAnswer.Ambiguous ambiguous:
                return await _endings.AmbiguousAsync(ambiguous.Message);
            default:
                return await _endings.AmbiguousAsync("The provider did not finish within the time allowed.");
        }
    }

    /// <summary>An id that the ledger cannot keep is none: what would only be found again under it is unknown.</summary>
    static ProviderAnswer Storable(ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Accepted { RequestId.Length: > GenerationAttempt.LongestRequestId } accepted =>
            new ProviderAnswer.Ambiguous($"The provider accepted it under an id of {accepted.RequestId.Length} letters, which cannot be kept."),
        ProviderAnswer.Completed { RequestId.Length: > GenerationAttempt.LongestRequestId } completed => completed with { RequestId = null },
        _ => answer,
    };

    async Task<ProviderAnswer> SubmitAsync(ParameterSet actual)
    {
        IReadOnlyDictionary<string, string> inputs;
        try
        {
            inputs = await _bench.References.ResolveAsync(_item.Order.ModelView?.Schema ?? ParameterSchema.Empty, actual, _stop.Token);
        }
        catch (InvalidInputException e)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Validation, e.Message);
        }
        catch (MediaStoreException e) when (!e.IsAway)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, e.Message);
        }

        var request = new GenerationRequest
        {
            AttemptId = _item.AttemptId, ItemId = ItemId, Model = Order.Model, Modality = Order.Modality, Version = Order.ModelView?.Version,
            Parameters = SentParameters.Of(_item.Order.ModelView?.Schema, actual), Inputs = inputs,
        };
        _progress ??= new(this);
        _stop.Token.ThrowIfCancellationRequested();
        await MakeSureOfLeaseAsync();
        // The attempt says which key and address it goes out with: whether it was accepted is asked with the same.
        if (!_adapter.SafeToRepeat && await _bench.Fingerprints.OfAsync(Order.Provider, _stop.Token) != Order.ConnectionFingerprint)
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "The provider's key or address was changed just now; the item goes out with the new one.");
        FailPoints.Hit(FailPoints.BeforeSubmit);
        try
        {
            // A request that may be charged is not cut off in the middle: its answer is worth the wait.
            return await _adapter.SubmitAsync(request, _progress, _adapter.SafeToRepeat ? _stop.Token : _cutOff);
        }
        catch (OperationCanceledException) when (_adapter.SafeToRepeat && _stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            return new ProviderAnswer.Ambiguous($"The request ended without an answer: {e.Message}");
        }
    }

    /// <summary>
    /// A process that stood still (a machine that slept) may have been given up meanwhile, and its item made by another: a request that
    /// is sent then would be paid twice.
    /// </summary>
    async Task MakeSureOfLeaseAsync()
    {
        if (_bench.Now - _claimedAt < _rules.Lease / 2) return;
        if (!await _bench.Ledger.WriteAsync(session => session.Items.Renew(ItemId, _bench.Owner, session.Now + _rules.Lease))) throw new LeaseLostException();
    }

    /// <summary>Waits for an accepted request, with growing pauses; the first acceptance goes to the ledger.</summary>
    async Task<ProviderAnswer> FollowAsync(ProviderAnswer answer, ParameterSet actual)
    {
        var pause = TimeSpan.FromSeconds(_bench.Options.FirstAskSeconds);
        var until = _bench.Now + _rules.LongestItem;
        var cancelAsked = false;
        while (answer is ProviderAnswer.Accepted accepted)
        {
            if (_submitted is null)
            {
                _submitted = new(_item.AttemptId, Order.Model, accepted.RequestId, accepted.Details ?? ParameterSet.Empty, _bench.Now);
                await _endings.AcceptedAsync(_submitted, actual);
                FailPoints.Hit(FailPoints.AfterAccepted);
            }

            Report(accepted.Progress);
            _cutOff.ThrowIfCancellationRequested();
            if (_bench.Now > until) return new ProviderAnswer.Ambiguous($"The provider has not finished after {_rules.LongestItem.TotalMinutes:0} minutes.");
            if (_reason == StopReason.Shutdown) throw new OperationCanceledException(_stop.Token);
            if (_reason == StopReason.Cancelled && !cancelAsked)
            {
                if (await _adapter.CancelAsync(_submitted, _cutOff)) throw new OperationCanceledException(_stop.Token);
                cancelAsked = true;
            }

            answer = await AskAsync(accepted.AskAgainAfter ?? pause, cancelAsked);
            pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 1.5, _bench.Options.LongestAskSeconds));
        }

        return answer;
    }

    async Task<ProviderAnswer> AskAsync(TimeSpan pause, bool afterCancel = false)
    {
        var stop = afterCancel ? _cutOff : _stop.Token;
        try
        {
            await RestAsync(pause, stop);
            var answer = await _adapter.LookUpAsync(_submitted!, stop);
            return answer switch
            {
                ProviderAnswer.Ambiguous => StillAccepted(),

                // It is the question that was refused, not the request: that one may be paid, and is never made again for it.
                ProviderAnswer.Rejected { Class: ProviderErrorClass.RateLimited } refused => StillAccepted() with { AskAgainAfter = refused.RetryAfter },
                ProviderAnswer.Rejected { Class: ProviderErrorClass.Authentication or ProviderErrorClass.Payment } refused =>
                    new ProviderAnswer.Ambiguous($"The request was accepted, but the provider does not say what became of it: {refused.Message}"),
                _ => answer,
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return StillAccepted();
        }
        catch (Exception e)
        {
            _bench.Logger.LogWarning(e, "Asking {Provider} about {Request} failed; it is asked again", _adapter.ProviderId, _submitted!.RequestId);
            return StillAccepted();
        }
    }

    /// <summary>Waits, or until there is news.</summary>
    async Task RestAsync(TimeSpan pause, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var news = _wake.WaitAsync(over.Token);
        await Task.WhenAny(Task.Delay(pause, _bench.Time, over.Token), news);
        await over.CancelAsync();
        await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    ProviderAnswer.Accepted StillAccepted() => new(_submitted!.RequestId, _submitted.Details, Progress);

    async Task<ItemOutcome> PutBackAsync(Func<Task<ItemOutcome>> ending)
    {
        try
        {
            return await ending();
        }
        catch (Exception e)
        {
            _bench.Logger.LogError(e, "Item {Item} could not be put back; its lease runs out instead", ItemId);
            return ItemOutcome.Plain;
        }
    }

    async Task<ItemOutcome> EndUnexpectedlyAsync(Exception cause)
    {
        try
        {
            return await _endings.AmbiguousAsync($"The line itself failed: {cause.Message}");
        }
        catch (Exception e)
        {
            // The database is not there: the lease runs out, and whoever takes over finds the attempt in the ledger.
            _bench.Logger.LogError(e, "The end of item {Item} could not be written; its lease runs out instead", ItemId);
            return ItemOutcome.Plain;
        }
    }

    void Report(double? progress)
    {
        if (progress is null || progress == Progress) return;
        Progress = progress;
        _bench.Feed.Publish(new(Live.ChangeKind.Item, ItemId, OrderId, Order.ProjectId));
    }

    sealed class LeaseLostException : Exception;

    sealed class ProgressReport(ItemRun run) : IProgress<double>
    {
        public void Report(double value) => run.Report(Math.Clamp(value, 0, 1));
    }
}
