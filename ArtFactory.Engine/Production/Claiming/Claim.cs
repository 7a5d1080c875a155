using System.Security.Cryptography;
using System.Text;
using ArtFactory.Data;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>
/// Takes items of one order and reserves an attempt for each, in one transaction: what is claimed is in the ledger, within the
/// budget, before anybody can send it.
/// </summary>
static class Claim
{
    /// <summary>Answers what was claimed; fewer than <paramref name="count"/> when the queue or the budget ends.</summary>
    public static List<ClaimedItem> Take(LedgerSession session, QueuedOrder order, int count, string owner, LineRules rules)
    {
        var rows = session.Items.Claim(order.Id, count, owner, session.Now + rules.Lease);
        if (rows.Count == 0) return [];
        if (order.IsPending) session.Orders.Start(order.Id);
        var isPaid = order.ModelView?.Price.Amount is > 0;
        var (ofOrder, reserved) = isPaid ? session.Orders.Budget(order.Id) : (0, 0);
        var left = isPaid ? Math.Min(ofOrder, LeftInAll(session, rules)) : 0;
        var least = decimal.MaxValue;
        var claimed = new List<ClaimedItem>(rows.Count);
        var sum = 0m;
        foreach (var row in rows)
        {
            var ceiling = isPaid ? PriceCeiling.Of(order.ModelView!.Price, ParameterSet.Parse(row.Parameters)) ?? 0 : 0;
            if (isPaid && sum + ceiling > left)
            {
                least = Math.Min(least, ceiling);
                session.Items.GiveBack(row.Id, owner);
                continue;
            }

            sum += ceiling;
            var item = new ClaimedItem
            {
                ItemId = row.Id, AttemptId = FactoryId.New(), Sequence = row.Sequence, Parameters = row.Parameters, RetryCount = row.RetryCount,
                Ceiling = ceiling, Order = order,
            };
            session.Attempts.Reserve(item.AttemptId, item.ItemId, order.Provider, PayloadHash(item), ceiling);
            claimed.Add(item);
        }

        if (sum > 0) session.Orders.Reserve(order.Id, sum);

        // Money that is reserved may come back; when none is, the order's own budget is truly used up.
        if (claimed.Count == 0 && reserved == 0 && least != decimal.MaxValue && least > ofOrder)
            session.Orders.Pause(order.Id, "The budget does not cover the next item. Raise the limit or resume after changing it.");
        return claimed;
    }

    /// <summary>US dollars that the day and the whole library still allow.</summary>
    static decimal LeftInAll(LedgerSession session, LineRules rules)
    {
        var left = decimal.MaxValue;
        if (rules.DailyLimit is { } daily) left = Math.Min(left, daily - session.Attempts.CommittedSince(session.Now.Date));
        if (rules.TotalLimit is { } total) left = Math.Min(left, total - session.Orders.CommittedInAll());
        return left;
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
