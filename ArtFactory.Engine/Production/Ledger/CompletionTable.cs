namespace ArtFactory.Engine.Production.Ledger;

/// <summary>
/// Writes items that were made: attempts, money, items, products and logs. However many end in one transaction, it is one round trip to the
/// database for each kind of row.
/// </summary>
sealed class CompletionTable(LedgerSession session)
{
    /// <summary>Answers for each whether it is kept: false when its attempt had been given up, and the item will be or was made by another.</summary>
    public bool[] Write(IReadOnlyList<Completion> made)
    {
        var ended = session.Attempts.EndAll([.. made.Select(m => m.End)]);
        var (inTime, late, answers) = (new List<Completion>(made.Count), new List<Completion>(), new bool[made.Count]);
        for (var i = 0; i < made.Count; i++)
        {
            if (ended[i]) inTime.Add(made[i]);
            else if (made[i].IsKeptLate && session.Attempts.Correct(made[i].End)) late.Add(made[i]);
            else continue;
            answers[i] = true;
            session.Touch(made[i].Order);
        }

        session.Items.Complete(inTime);
        session.Items.CompleteLate(late);
        session.Products.Insert([.. inTime, .. late]);
        session.Logs.Write(
        [
            .. late.Select(m => LogEntry.Warning(m.Item, "The result came after the attempt had been given up; it is kept, and its cost counts.")),
            .. inTime.Concat(late).SelectMany(m => m.Log),
        ]);
        return answers;
    }
}
