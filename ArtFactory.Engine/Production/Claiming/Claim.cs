using System.Security.Cryptography;
using System.Text;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>
/// Takes items of one order and reserves an attempt for each, in one transaction: what is claimed is in the ledger, within every
/// budget and limit, before anybody can send it.
/// </summary>
static class Claim
{
    /// <summary>While money is under way that may come back, a budget is looked at again this soon.</summary>
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="Take(LedgerSession, QueuedOrder, int, string, LineRules, out TurnAway?)"/>
    public static List<ClaimedItem> Take(LedgerSession session, QueuedOrder order, int count, string owner, LineRules rules) =>
        Take(session, order, count, owner, rules, out _);

    /// <summary>Answers what was claimed; fewer than <paramref name="count"/> when the queue, a budget or the provider's room ends.</summary>
    public static List<ClaimedItem> Take(LedgerSession session, QueuedOrder order, int count, string owner, LineRules rules, out TurnAway? turnedAway)
    {
        turnedAway = null;
        if (session.Orders.Money(order.Id) is not { } money) return [];
        if (order.ModelView is null)
        {
            // Without its form nobody knows what may be sent: a reference to a picture would go out as text, and be paid.
            session.Orders.Stop(order.Id, StopCodes.Model,
                $"The model {order.Model} is no longer among those of {order.Provider}. Add it again in Admin, Models and resume, or cancel the order.", null);
            return [];
        }

        var isPaid = order.ModelView.Price.Amount is not 0;
        var limits = money.Provider;
        if (isPaid || limits is not { AtOnce: null, AMinute: null }) session.Spending.Enter();
        count = ProviderRoom.Of(session, order.Provider, limits, count, out turnedAway);
        if (count == 0) return [];
        if (isPaid && order.ModelView.Price.Amount is null && money.ItemCeiling is null)
        {
            session.Orders.Stop(order.Id, StopCodes.Price,
                $"What {order.Model} costs is not known, so no budget could hold. Set its price in Admin, Models and resume, or order with a price limit for each item.", null);
            return [];
        }

        var rows = session.Items.Claim(order.Id, count, owner, session.Now + rules.Lease);
        if (rows.Count == 0) return [];
        if (order.IsPending) session.Orders.Start(order.Id);

        // The sums, read once; what this claim itself reserves is counted beside them.
        var budgets = isPaid ? BudgetCheck.Of(session, session.Orders.Money(order.Id)!, order.Provider, limits, rules) : null;
        var claimed = new List<ClaimedItem>(rows.Count);
        var (sum, least) = (0m, decimal.MaxValue);
        foreach (var row in rows)
        {
            if ((isPaid ? CeilingOf(order, money, row) : 0) is not { } ceiling)
            {
                session.Items.GiveBack(row.Id, owner);
                session.Orders.Stop(order.Id, StopCodes.Price,
                    $"What item {row.Sequence} costs cannot be reckoned from its parameters. Cancel it, or order it with a price limit for each item.", null);
                continue;
            }

            if (budgets is not null && sum + ceiling > budgets.Left)
            {
                least = Math.Min(least, ceiling);
                session.Items.GiveBack(row.Id, owner);
                continue;
            }

            sum += ceiling;
            claimed.Add(new()
            {
                ItemId = row.Id, AttemptId = FactoryId.New(), Sequence = row.Sequence, Parameters = row.Parameters, RetryCount = row.RetryCount,
                Ceiling = ceiling, Order = order,
            });
        }

        session.Attempts.Reserve(order.Id, money.ProjectId, order.Provider, order.Model, claimed.ConvertAll(i => new NewAttempt(i.AttemptId, i.ItemId, PayloadHash(i), i.Ceiling, order.ConnectionFingerprint)));

        if (claimed.Count == 0 && least != decimal.MaxValue) Stop(session, order, budgets!, least);
        else if (claimed.Count > 0 && order.IsStopped) session.Orders.GoOn(order.Id);
        return claimed;
    }

    /// <summary>What the item costs at most: the model's price, or what a person or the provider said, if that is more.</summary>
    static decimal? CeilingOf(QueuedOrder order, OrderMoney money, ClaimedRow row)
    {
        if (order.ModelView is not { Price.Amount: not null } view) return money.ItemCeiling;
        return PriceCeiling.OrMore(PriceCeiling.Of(view.Price, view.Schema, ParameterSet.Parse(row.Parameters)), money.ItemCeiling);
    }

    /// <summary>Money that is under way may come back, so the order is only passed over; when none is, the budget is truly used up.</summary>
    static void Stop(LedgerSession session, QueuedOrder order, BudgetCheck budgets, decimal least)
    {
        var budget = budgets.Blocking(least);
        if (budget.Committed.Reserved > 0 && session.Attempts.Moving() > 0)
            session.Orders.Stop(order.Id, budget.Code, budget.Words(least), session.Now + LookAgain, isPaused: false);
        else
            session.Orders.Stop(order.Id, budget.Code, budget.Words(least), budget.Until);
    }

    /// <summary>SHA-256 of all that decides the request.</summary>
    static string PayloadHash(ClaimedItem item)
    {
        var text = $"{item.Order.Provider}\n{item.Order.Model}\n{ItemSeed.Of(item.Order.Seed, item.Sequence)}\n{item.Parameters}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }
}
