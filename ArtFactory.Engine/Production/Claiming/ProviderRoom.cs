using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>
/// How many more items a provider takes now, counted in the database, so that its limits hold for all processes together.
/// </summary>
static class ProviderRoom
{
    /// <summary>How soon it is looked whether another process has made room.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>At most <paramref name="wished"/>; <paramref name="turnedAway"/> says when to come back if it is less.</summary>
    public static int Of(LedgerSession session, string provider, ProviderLimits limits, int wished, out TurnAway? turnedAway)
    {
        turnedAway = null;
        var condition = session.Providers.Of(provider);
        if (condition.PausedUntil > session.Now)
        {
            turnedAway = new(condition.PausedUntil.Value);
            return 0;
        }

        // Whether it is switched on is not asked here: the configuration may have the last word on that, and the pace of this process knows it.
        var room = wished;
        var atOnce = condition.IsProbed(session.Now) ? 1 : limits.AtOnce;
        if (atOnce is { } most && most - session.Attempts.UnderWay(provider) is var free && free < room)
        {
            room = Math.Max(0, free);
            turnedAway = new(session.Now + Soon);
        }

        if (limits.AMinute is { } rate && session.Attempts.ReservedSince(provider, session.Now.AddMinutes(-1)) is var (count, first) && rate - count < room)
        {
            room = Math.Max(0, rate - count);
            turnedAway = new((first ?? session.Now).AddMinutes(1));
        }

        return room;
    }
}
